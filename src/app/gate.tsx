/** Shows the way in, or the workspace of who is in. */
import { Suspense, use } from 'react';
import { useStore } from 'zustand';
import { SignInPage } from '../panels/sign-in/sign-in-page.tsx';
import { Button } from '../ui/button.tsx';
import type { Bedside } from './bedside.ts';
import type { OpenWorkspace } from './open-workspace.tsx';
import { StartNote } from './start-note.tsx';

export function Gate({ bedside }: { bedside: Bedside }) {
  const { workspace, isFailed } = useStore(bedside.opened);
  const { status } = useStore(bedside.session.store);
  if (workspace) {
    return (
      <Suspense fallback={<Opening />}>
        <Content workspace={workspace} />
      </Suspense>
    );
  }
  if (isFailed) return <NotOpened bedside={bedside} />;
  if (status === 'restoring') return <Opening />;
  const { config, session, demoCase, updates, isConfigKept } = bedside;
  return (
    <SignInPage
      session={session}
      tenant={config.tenant}
      demo={config.demo ?? null}
      demoCase={demoCase}
      onChooseCase={chooseCase}
      note={<StartNote updates={updates} isConfigKept={isConfigKept} />}
    />
  );
}

function Content({ workspace }: { workspace: Promise<OpenWorkspace> }) {
  return use(workspace).content;
}

/** Signed in, and a part of the console could not be had. */
function NotOpened({ bedside }: { bedside: Bedside }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-4 p-6">
      <h1 className="text-xl font-semibold">Bedside could not be opened</h1>
      <p role="alert">
        You are signed in, but a part of Bedside could not be loaded. Nothing was lost. Check the
        network, then load the page again: you stay signed in.
      </p>
      <div className="flex gap-3">
        <Button look="primary" size="large" onPress={() => bedside.updates.accept()}>
          Load again
        </Button>
        <Button size="large" onPress={() => void bedside.session.signOut()}>
          Sign out
        </Button>
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
