/**
 * What nobody has acknowledged, above everything else on the page, dialogs included.
 *
 * It pushes the page down instead of covering it, takes no focus by itself, and goes away only by
 * being acknowledged. The gravest stands open; the others wait behind a button.
 */
import type { FocusEvent, ReactNode, RefObject } from 'react';
import { useRef, useState } from 'react';
import type { LoggedAlert } from '../../core/alert-log.ts';
import { pendingAlerts } from '../../core/alert-log.ts';
import { classNames } from '../../lib/class-names.ts';
import { useAlertLog } from '../../state/alerts.ts';
import { useOthers, useTenants } from '../../state/tenants.ts';
import { useRevealExchange } from '../../state/view.ts';
import { useConsultation, WorkspaceContext } from '../../state/workspace.ts';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { isAltAlone, useShortcut } from '../../ui/use-shortcut.ts';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import { AlertAnnouncer } from './alert-announcer.tsx';
import { AlertCard } from './alert-card.tsx';
import { grades } from './grades.ts';
import { OtherAlerts } from './other-alerts.tsx';

export function EmergencyBanner() {
  return (
    <Banner>
      <Alerts />
      <AlertsElsewhere />
    </Banner>
  );
}

/** Those of tenants that are open behind what is looked at. */
export function OthersBanner() {
  return (
    <Banner className="sticky top-0">
      <AlertsElsewhere />
    </Banner>
  );
}

function Banner({ className = 'relative', children }: { className?: string; children: ReactNode }) {
  return (
    // Dialogs make everything else inert except what says that it is above them.
    <div
      data-react-aria-top-layer="true"
      ref={publishHeight}
      className={`z-30 max-h-[60dvh] shrink-0 overflow-y-auto overscroll-contain ${className}`}
    >
      {children}
    </div>
  );
}

/** They name the tenant, and are acknowledged where they are. */
function AlertsElsewhere() {
  const others = useOthers();
  const { switchTo } = useTenants();
  return others.map(([id, workspace]) => (
    <WorkspaceContext key={id} value={workspace}>
      <Alerts elsewhere={{ tenant: workspace.tenant, show: () => switchTo(id) }} />
    </WorkspaceContext>
  ));
}

function Alerts({ elsewhere = null }: { elsewhere?: Elsewhere | null }) {
  const log = useAlertLog(useConsultation());
  return (
    <>
      <AlertAnnouncer newest={log[0]} tenant={elsewhere?.tenant} />
      <Stack pending={pendingAlerts(log)} elsewhere={elsewhere} />
    </>
  );
}

/** Another tenant than the one that is looked at. */
interface Elsewhere {
  readonly tenant: string;
  show(): void;
}

/**
 * Dialogs begin below the banner, whatever its height. They are told with the next frame: the browser
 * styles the whole page anew for that, which would hold back the first frame of an alert.
 */
function publishHeight(banner: HTMLDivElement): () => void {
  const { style } = document.documentElement;
  let next = 0;
  const publish = () => style.setProperty('--alarm-height', `${banner.offsetHeight}px`);
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(publish);
  });
  observer.observe(banner);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(next);
    style.removeProperty('--alarm-height');
  };
}

interface StackProps {
  pending: readonly LoggedAlert[];
  elsewhere: Elsewhere | null;
}

function Stack({ pending, elsewhere }: StackProps) {
  const section = useRef<HTMLElement>(null);
  const [gravest] = pending;
  const [chosen, setChosen] = useState<{ key: string; over: string } | null>(null);
  const [acknowledging, setAcknowledging] = useState<string | null>(null);
  // What was chosen gives way to what is graver or newer than all there was then.
  const choice = chosen?.over === gravest?.key ? chosen?.key : null;
  const open = pending.find(({ key }) => key === choice) ?? gravest;
  const { returnFocus, ...focus } = useBannerFocus(section, open?.key);
  const reveal = useRevealExchange();
  return (
    <>
      {open && gravest && (
        <section
          ref={section}
          tabIndex={-1}
          aria-label={nameOf(pending.length, elsewhere)}
          className={classNames(
            'scroll-pane max-h-[45dvh] overscroll-auto border-b-2 px-3 py-2.5 -outline-offset-4 md:px-4 [@media(max-height:32rem)]:max-h-[38dvh]',
            grades[open.alert.severity].area,
          )}
          {...focus}
        >
          <AlertCard
            key={open.key}
            logged={open}
            tenant={elsewhere?.tenant}
            onAcknowledge={() => setAcknowledging(open.key)}
            onShow={() => {
              reveal(open.conversationId, open.alert.turnId ?? '');
              elsewhere?.show();
            }}
          />
          <OtherAlerts
            others={pending.filter((each) => each !== open)}
            onOpen={(key) => setChosen({ key, over: gravest.key })}
          />
        </section>
      )}
      <AcknowledgeDialog
        logged={pending.find(({ key }) => key === acknowledging)}
        onClose={() => setAcknowledging(null)}
        onAcknowledged={returnFocus}
      />
    </>
  );
}

function nameOf(count: number, elsewhere: Elsewhere | null): string {
  const alerts = count === 1 ? '1 alert' : `${count} alerts`;
  return elsewhere ? `${alerts} at ${elsewhere.tenant}` : alerts;
}

/** Alt+A goes to the banner; when its alert is done with, the focus goes back to where it was. */
function useBannerFocus(section: RefObject<HTMLElement | null>, openKey: string | undefined) {
  const cameFrom = useRef<HTMLElement>(null);
  useShortcut((event) => {
    if (event.code !== 'KeyA' || !isAltAlone(event) || !section.current) return false;
    section.current.focus();
    return true;
  }, 'above');
  const kept = useKeptFocus(section, openKey, () => section.current?.focus());
  return {
    onFocus({ relatedTarget }: FocusEvent) {
      kept.onFocus();
      const isInside = section.current?.contains(relatedTarget);
      if (relatedTarget instanceof HTMLElement && !isInside) cameFrom.current = relatedTarget;
    },
    onBlur: kept.onBlur,
    returnFocus() {
      const { current } = cameFrom;
      const composer = document.querySelector<HTMLElement>('main :is(textarea, input)');
      (current?.isConnected ? current : composer)?.focus();
    },
  };
}
