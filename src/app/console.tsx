/**
 * The console: bars above and below, the conversations, the conversation, the panels beside it.
 *
 * Where the screen is too narrow for a column, the column opens over the page by a button.
 */
import { LogOut, MessagesSquare, PanelRight, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { budgetStatus } from '../core/budget.ts';
import { formatMoney } from '../core/money.ts';
import { AlertsPanel } from '../panels/alerts/alerts-panel.tsx';
import { EmergencyBanner } from '../panels/alerts/emergency-banner.tsx';
import { ScreeningNote } from '../panels/alerts/screening-note.tsx';
import { AnalysisDialog } from '../panels/analysis/analysis-dialog.tsx';
import { AnalysisPanel } from '../panels/analysis/analysis-panel.tsx';
import { BudgetPanel } from '../panels/budget/budget-panel.tsx';
import { CaseBar } from '../panels/case/case-bar.tsx';
import { ChatPanel } from '../panels/chat/chat-panel.tsx';
import { ConnectionStatus } from '../panels/connection/connection-status.tsx';
import { ExportButton } from '../panels/export/export-button.tsx';
import { Conversations } from '../panels/history/conversations.tsx';
import { InstructionsPanel } from '../panels/instructions/instructions-panel.tsx';
import { LocksIn } from '../panels/lock/locks-in.tsx';
import { OrdersPanel } from '../panels/orders/orders-panel.tsx';
import { AllergyStrip } from '../panels/patient/allergy-strip.tsx';
import { PatientPanel } from '../panels/patient/patient-panel.tsx';
import { ProfileDialog } from '../panels/patient/profile-dialog.tsx';
import { SwitchDialog } from '../panels/tenants/switch-dialog.tsx';
import { TenantName } from '../panels/tenants/tenant-name.tsx';
import { useShown, useShownPlace } from '../state/shown.ts';
import { useCapabilities, useLive, useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { later, Nothing } from '../ui/later.tsx';
import { useMedia } from '../ui/use-media.ts';
import { StatusBar } from './status-bar.tsx';

const OrderForm = later(async () => {
  const { OrderForm } = await import('../panels/orders/order-form.tsx');
  return OrderForm;
});

const SignOutDialog = later(async () => {
  const { SignOutDialog } = await import('./sign-out-dialog.tsx');
  return SignOutDialog;
}, Nothing);

const NoticesPanel = later(async () => {
  const { NoticesPanel } = await import('../panels/notices/notices-panel.tsx');
  return NoticesPanel;
});

/** Until it is there, the list has them all. */
const NoticeToasts = later(async () => {
  const { NoticeToasts } = await import('../panels/notices/notice-toasts.tsx');
  return NoticeToasts;
}, Nothing);

const BroadcastDialog = later(async () => {
  const { BroadcastDialog } = await import('../panels/notices/broadcast-dialog.tsx');
  return BroadcastDialog;
}, Nothing);

export function Console({ isDemo, offer }: { isDemo: boolean; offer: ReactNode }) {
  const { caseRecord, analyses, notices, broadcast } = useWorkspace();
  const capabilities = useCapabilities();
  // What the history keeps may have been about another case.
  const isOfCase = useShownPlace() !== 'history' && capabilities.case;
  const hasListColumn = useMedia('(min-width: 74rem)');
  const hasSideColumn = useMedia('(min-width: 48rem)');
  return (
    <div className="flex h-dvh flex-col">
      <EmergencyBanner />
      <TopBar {...{ hasListColumn, hasSideColumn, isDemo }} />
      <div className="flex min-h-0 grow">
        {hasListColumn && (
          <div className="flex w-66 xl:w-72 shrink-0 flex-col border-r border-line bg-surface">
            <Conversations />
          </div>
        )}
        <main className="flex min-w-0 grow flex-col">
          {caseRecord && isOfCase && <CaseBar />}
          <AllergyStrip />
          <ScreeningNote />
          <ChatPanel orderForm={<OrderForm />} />
        </main>
        {hasSideColumn && (
          <aside
            aria-label="Panels"
            className="scroll-pane flex w-76 shrink-0 flex-col gap-3 border-l border-line p-3 lg:w-87"
          >
            <SidePanels />
          </aside>
        )}
      </div>
      <StatusBar isDemo={isDemo} offer={offer} />
      <ProfileDialog />
      <SignOutDialog />
      <SwitchDialog />
      {analyses && <AnalysisDialog />}
      {notices && <NoticeToasts notices={notices} />}
      {broadcast && <BroadcastDialog broadcast={broadcast} />}
    </div>
  );
}

function SidePanels() {
  const { analyses, notices, broadcast } = useWorkspace();
  const { actions, budget } = useCapabilities();
  // Money and orders are those of this session; a conversation of the past has its own in its turns.
  const isOfSession = useShownPlace() !== 'history';
  return (
    <>
      {isOfSession && budget && <BudgetPanel />}
      {isOfSession && actions.includes('order') && <OrdersPanel />}
      <AlertsPanel />
      {notices && <NoticesPanel notices={notices} broadcast={broadcast} />}
      <PatientPanel />
      {analyses && <AnalysisPanel />}
      <InstructionsPanel />
    </>
  );
}

interface TopBarProps {
  hasListColumn: boolean;
  hasSideColumn: boolean;
  isDemo: boolean;
}

function TopBar({ hasListColumn, hasSideColumn, isDemo }: TopBarProps) {
  const assistant = useShown(({ source }) => source.assistant);
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5 md:px-4">
      {!hasListColumn && <ListDrawer />}
      <div className="flex items-center gap-2.5 text-base font-semibold tracking-tight">
        <span className="grid size-7 place-items-center rounded-lg bg-accent text-accent-ink">
          <Plus aria-hidden size={17} strokeWidth={3.5} />
        </span>
        <h1 className="sr-only md:not-sr-only">Bedside</h1>
      </div>
      <TenantName />
      {hasListColumn && (
        <Chip>
          Assistant: <b className="text-ink">{assistant}</b>
        </Chip>
      )}
      <span className="hidden grow sm:block" />
      <span className="order-1 flex min-w-0 grow items-center justify-between gap-3 sm:order-0 sm:grow-0">
        <ConnectionStatus />
        {!hasSideColumn && <PanelsDrawer />}
      </span>
      <span className="grow sm:hidden" />
      <span className="flex items-center gap-1.5 md:gap-2">
        <ExportButton isDemo={isDemo} />
        <Person />
      </span>
    </header>
  );
}

function Person() {
  const { identity, signOut } = useWorkspace();
  return (
    <div className="flex items-center gap-2">
      <span className="hidden lg:block">
        <Chip>
          <span>
            {[identity.user, identity.group].filter(Boolean).join(' · ')}
            <LocksIn />
          </span>
        </Chip>
      </span>
      <Button size="small" aria-label="Sign out" onPress={signOut}>
        <LogOut aria-hidden size={15} />
        <span className="hidden md:inline">Sign out</span>
      </Button>
    </div>
  );
}

function ListDrawer() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="quiet" size="icon" aria-label="Conversations" onPress={() => setOpen(true)}>
        <MessagesSquare aria-hidden size={19} />
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title="Conversations" placement="left" isFilled>
        <Conversations onChosen={close} />
      </Dialog>
    </>
  );
}

/** Its button says the one figure that must not be out of sight. */
function PanelsDrawer(): ReactNode {
  const { view, analyses, notices } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  // What is pointed out in the conversation must not be hidden by what points it out.
  useEffect(() => view.store.subscribe(({ revealing }) => revealing && setOpen(false)), [view]);
  const capabilities = useCapabilities();
  const budget = useShownPlace() !== 'history' && capabilities.budget;
  const remaining = useLive(({ account }) => budgetStatus(account).remaining);
  const left = remaining === null || !budget ? 'Panels' : `${formatMoney(remaining)} left`;
  const names = [
    ...(budget ? ['budget', 'orders'] : []),
    'alerts',
    ...(notices ? ['notices'] : []),
    'patient',
    ...(analyses ? ['analysis'] : []),
  ];
  const contents = new Intl.ListFormat('en-GB').format(names);
  const title = contents.charAt(0).toUpperCase() + contents.slice(1);
  return (
    <>
      <Button
        size="small"
        className="shrink-0 whitespace-nowrap"
        aria-label={`${left}: ${contents}`}
        onPress={() => setOpen(true)}
      >
        <PanelRight aria-hidden size={15} /> {left}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title} placement="right">
        <div className="flex flex-col gap-3">
          <SidePanels />
        </div>
      </Dialog>
    </>
  );
}
