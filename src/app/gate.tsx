/** Shows the way in of the tenant that is looked at, or the workspace of who is in. */
import { lazy, Suspense, use } from 'react';
import { useStore } from 'zustand';
import { SignInPage } from '../panels/sign-in/sign-in-page.tsx';
import { TenantsContext, useCurrentTenantId, useOthers, useTenants } from '../state/tenants.ts';
import { PlainButton } from '../ui/plain-button.tsx';
import type { Bedside } from './bedside.ts';
import type { TenantDoor } from './open-tenant.ts';
import type { OpenWorkspace } from './open-workspace.tsx';
import { StartNote } from './start-note.tsx';

export function Gate({ bedside }: { bedside: Bedside }) {
  const { frame } = useStore(bedside.lock.store);
  const content = <Current bedside={bedside} />;
  return (
    <TenantsContext value={bedside.tenants}>{frame ? frame(content) : content}</TenantsContext>
  );
}

function Current({ bedside }: { bedside: Bedside }) {
  const id = useCurrentTenantId();
  const door = bedside.doors.get(id);
  return door && <Entrance key={id} bedside={bedside} door={door} />;
}

interface EntranceProps {
  bedside: Bedside;
  door: TenantDoor;
}

function Entrance({ bedside, door }: EntranceProps) {
  const { list, switchTo } = useTenants();
  const { workspace, isFailed } = useStore(door.opened);
  const { status } = useStore(door.session.store);
  if (workspace) {
    return (
      <Suspense fallback={<Opening />}>
        <Content workspace={workspace} />
      </Suspense>
    );
  }
  if (isFailed) return <NotOpened bedside={bedside} door={door} />;
  // The workspace of who is in follows at once.
  if (status !== 'signed-out') return <Opening />;
  const { config, session, demoCase } = door;
  const { updates, isConfigKept } = bedside;
  return (
    <>
      <AlertsOfOthers />
      <SignInPage
        session={session}
        tenants={list}
        tenantId={config.id}
        onSwitch={switchTo}
        demo={config.demo ?? null}
        demoCase={demoCase}
        onChooseCase={chooseCase}
        note={<StartNote updates={updates} isConfigKept={isConfigKept} />}
      />
    </>
  );
}

/** It came with the console that is open behind the sign-in page. */
const OthersBanner = lazy(async () => ({
  default: (await import('../panels/alerts/emergency-banner.tsx')).OthersBanner,
}));

/** An emergency of a tenant that is open is not out of sight on the way into another. */
function AlertsOfOthers() {
  const others = useOthers();
  return (
    others.length > 0 && (
      <Suspense>
        <OthersBanner />
      </Suspense>
    )
  );
}

function Content({ workspace }: { workspace: Promise<OpenWorkspace> }) {
  return use(workspace).content;
}

/** Signed in, and a part of the console could not be had. */
function NotOpened({ bedside, door }: EntranceProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-4 p-6">
      <h1 className="text-xl font-semibold">Bedside could not be opened</h1>
      <p role="alert">
        You are signed in, but a part of Bedside could not be loaded. Nothing was lost. Check the
        network, then load the page again: you stay signed in.
      </p>
      <div className="flex gap-3">
        <PlainButton look="primary" size="large" onPress={() => bedside.updates.accept()}>
          Load again
        </PlainButton>
        <PlainButton size="large" onPress={() => void door.session.signOut()}>
          Sign out
        </PlainButton>
      </div>
    </main>
  );
}

/** The case is part of the address, so that a demonstration can be linked to. */
function chooseCase(id: string): void {
  const address = new URL(location.href);
  if (id === '') address.searchParams.delete('case');
  else address.searchParams.set('case', id);
  location.assign(address);
}

function Opening() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <p role="status" className="text-ink-3">
        Opening Bedside …
      </p>
    </main>
  );
}
