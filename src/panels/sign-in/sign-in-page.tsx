/** The way in: name and password, and what went wrong in plain words. */
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { Proof } from '../../core/backend.ts';
import { explainError } from '../../core/explain-error.ts';
import type { Session, SessionState } from '../../state/session.ts';
import { isWorthRestoring, useSession } from '../../state/session.ts';
import type { TenantEntry } from '../../state/tenants.ts';
import { useSignedIn } from '../../state/tenants.ts';
import { PlainButton } from '../../ui/plain-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Demo } from './demo-accounts.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { explainSignIn } from './explain-sign-in.ts';

export interface SignInPageProps {
  session: Session;
  /** All of the site. */
  tenants: readonly TenantEntry[];
  tenantId: string;
  onSwitch: (tenantId: string) => void;
  demo: Demo | null;
  demoCase: string | null;
  onChooseCase: (id: string) => void;
  /** What is to be said before anybody signs in. */
  note: ReactNode;
}

export function SignInPage(props: SignInPageProps) {
  const { session, tenants, tenantId, onSwitch, demo, demoCase, onChooseCase, note } = props;
  const [account, setAccount] = useState({ username: '', password: '' });
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-4 py-8">
      <header className="flex items-center gap-3">
        <span className="grid size-11 place-items-center rounded-xl bg-accent text-accent-ink">
          <Plus aria-hidden size={26} strokeWidth={3.5} />
        </span>
        <div>
          <h1 className="text-xl/tight font-semibold tracking-tight">Bedside</h1>
          <p className="text-sm text-ink-2">{tenants.find(({ id }) => id === tenantId)?.name}</p>
        </div>
      </header>
      {note}
      {tenants.length > 1 && (
        <TenantChoice tenants={tenants} tenantId={tenantId} onSwitch={onSwitch} />
      )}
      <SignInForm session={session} account={account} onChange={setAccount} />
      {demo && (
        <DemoAccounts
          demo={demo}
          chosenCase={demoCase}
          onChooseCase={onChooseCase}
          onChooseAccount={setAccount}
        />
      )}
      <p className="text-sm text-ink-3">
        Advice from AI can be wrong. You decide. Bedside keeps you signed in while this tab is open.
      </p>
    </main>
  );
}

function TenantChoice({
  tenants,
  tenantId,
  onSwitch,
}: Pick<SignInPageProps, 'tenants' | 'tenantId' | 'onSwitch'>) {
  const signedIn = useSignedIn();
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        Tenant
      </label>
      <select
        id={id}
        value={tenantId}
        onChange={(event) => onSwitch(event.target.value)}
        className="min-h-11 rounded-md border border-line-strong bg-surface px-3"
      >
        {tenants.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
            {signedIn.has(each.id) && ` (signed in as ${signedIn.get(each.id)})`}
          </option>
        ))}
      </select>
    </div>
  );
}

interface Account {
  username: string;
  password: string;
}

interface SignInFormProps {
  session: Session;
  account: Account;
  onChange: (account: Account) => void;
}

function SignInForm({ session, account, onChange }: SignInFormProps) {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const state = useSession(session);
  const { proof } = session;
  const submit = async () => {
    const missing = missingPart(account, proof);
    setError(missing);
    if (missing) return;
    setPending(true);
    try {
      const secret = proof === 'key' ? account.password.trim() : account.password;
      await session.signIn(account.username.trim(), secret);
    } catch (failure) {
      setError(explainSignIn(failure, proof));
      onChange({ ...account, password: '' });
      setPending(false);
    }
  };
  return (
    <form
      aria-label="Sign in"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void submit();
      }}
    >
      <LastSession state={state} onRetry={() => void session.restore()} />
      <Fields proof={proof} account={account} onChange={onChange} />
      <div className="flex flex-col">
        <div role="alert" className="not-empty:mb-4">
          {error && <Notice grade="warning">{error}</Notice>}
        </div>
        <PlainButton type="submit" look="primary" size="large" isBusy={isPending}>
          {isPending ? 'Signing in …' : proof === 'none' ? 'Begin' : 'Sign in'}
        </PlainButton>
      </div>
    </form>
  );
}

/** What each way in asks for, and what is said of it. */
const ways: Record<Proof, { name: string; secret: string | null; note: string | null }> = {
  password: { name: 'Username', secret: 'Password', note: null },
  key: {
    name: 'Your name',
    secret: 'API key',
    note: 'The key says what you may use, your name stands in records and acknowledgements.',
  },
  none: {
    name: 'Your name',
    secret: null,
    note: 'This site has no passwords, so a name proves nothing: anybody can work under any. It stands in records and acknowledgements.',
  },
};

function Fields({ proof, account, onChange }: Omit<SignInFormProps, 'session'> & { proof: Proof }) {
  const { name, secret, note } = ways[proof];
  return (
    <>
      <TextField
        label={name}
        autoComplete={proof === 'password' ? 'username' : 'name'}
        autoFocus
        value={account.username}
        onChange={(username) => onChange({ ...account, username })}
      />
      {secret !== null && (
        <TextField
          label={secret}
          type="password"
          autoComplete={proof === 'password' ? 'current-password' : 'off'}
          value={account.password}
          onChange={(password) => onChange({ ...account, password })}
        />
      )}
      {note !== null && <p className="text-sm text-ink-2">{note}</p>}
    </>
  );
}

function missingPart({ username, password }: Account, proof: Proof): string | null {
  if (username.trim() === '') {
    return proof === 'password' ? 'Enter your user name.' : 'Enter your name.';
  }
  if (proof === 'none' || password.trim() !== '') return null;
  return proof === 'key' ? 'Paste your key.' : 'Enter your password.';
}

/** What became of the person who was signed in here. */
function LastSession({ state, onRetry }: { state: SessionState; onRetry: () => void }) {
  if (state.status !== 'signed-out' || state.cause === 'nobody-was-in') return null;
  if (state.cause === 'left') {
    return (
      <Notice grade={state.told ? 'information' : 'warning'} polite>
        {explainGoodbye(state)}
      </Notice>
    );
  }
  if (state.cause === 'ended-by-server') {
    return (
      <Notice grade="warning" polite>
        The server ended your session. Sign in to go on: what this device kept of your work is still
        here.
      </Notice>
    );
  }
  return (
    <Notice
      grade="warning"
      polite
      action={
        <PlainButton size="small" onPress={onRetry}>
          Try again
        </PlainButton>
      }
    >
      You were signed in before this page was loaded, but could not be signed in again.{' '}
      {explainError(state.error)}
      {isWorthRestoring(state) && ' Bedside also tries by itself.'}
    </Notice>
  );
}

function explainGoodbye({ told, elsewhere }: { told: boolean; elsewhere: boolean }): string {
  if (!told) return 'Signed out here. The server did not confirm it; its session ends by itself.';
  return elsewhere ? 'You signed out in another tab.' : 'You are signed out.';
}
