/** Shows the way in, or the workspace of who is in. */
import { Suspense, use } from 'react';
import { useStore } from 'zustand';
import { SignInPage } from '../panels/sign-in/sign-in-page.tsx';
import type { Bedside } from './bedside.ts';
import type { OpenWorkspace } from './open-workspace.tsx';

export function Gate({ bedside }: { bedside: Bedside }) {
  const { workspace } = useStore(bedside.opened);
  const { status } = useStore(bedside.session.store);
  if (workspace) {
    return (
      <Suspense fallback={<Opening />}>
        <Content workspace={workspace} />
      </Suspense>
    );
  }
  if (status === 'restoring') return <Opening />;
  const { config, session, demoCase } = bedside;
  return (
    <SignInPage
      session={session}
      tenant={config.tenant}
      demo={config.demo ?? null}
      demoCase={demoCase}
      onChooseCase={chooseCase}
    />
  );
}

function Content({ workspace }: { workspace: Promise<OpenWorkspace> }) {
  return use(workspace).content;
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
