/** What is seen of a locked console: whose it is, and the way back. Nothing of a patient. */
import { LockKeyhole, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Proof } from '../../core/backend.ts';
import { describeLosses } from '../../core/describe-losses.ts';
import { usePendingAlerts } from '../../state/alerts.ts';
import type { Lock } from '../../state/lock.ts';
import { useLosses } from '../../state/record-standing.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { explainUnlock } from './explain-unlock.ts';
import type { LockedWork } from './lock-frame.tsx';

export interface LockScreenProps {
  lock: Lock;
  cause: 'idle' | 'unchecked';
  user: string;
  tenant: string;
  proof: Proof;
  work: readonly LockedWork[];
  onSignOut: () => void;
}

const reasons = {
  idle: 'Nothing was typed or touched for a while.',
  unchecked: 'This page was away, and the server could not be asked whether your session holds.',
};

export function LockScreen(props: LockScreenProps) {
  const { lock, cause, user, tenant, proof, work, onSignOut } = props;
  const isOneOfMany = work.length > 1;
  return (
    <div className="flex flex-col gap-5">
      <div role="alert" className="contents">
        {work.map((each) => (
          <Flagged key={each.tenant} {...each} isNamed={isOneOfMany} />
        ))}
      </div>
      <header className="flex items-center gap-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-accent text-accent-ink">
          <LockKeyhole aria-hidden size={24} strokeWidth={2.5} />
        </span>
        <div className="min-w-0">
          <h1 className="text-xl/tight font-semibold tracking-tight">Bedside is locked</h1>
          <p className="truncate text-sm text-ink-2">{tenant}</p>
        </div>
      </header>
      <UnlockForm lock={lock} user={user} proof={proof} reason={reasons[cause]} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-48 flex-1 text-sm text-ink-3">
          Signing out removes the work that is kept on this device, in every tab
          {isOneOfMany && ' and of every tenant'}.
          {work.map((each) => (
            <Loss key={each.tenant} {...each} isNamed={isOneOfMany} />
          ))}
        </p>
        <Button onPress={onSignOut}>Sign out instead</Button>
      </div>
    </div>
  );
}

/** How much of the work would be lost; not a word of it. */
function Loss({ tenant, isNamed, ...work }: LockedWork & { isNamed: boolean }) {
  const { unsent, unwritten } = useLosses(work);
  if (unsent + unwritten === 0) return null;
  // Alerts have a note of their own.
  const losses = {
    ...{ alerts: 0, alertsElsewhere: 0 },
    ...{ unsent, unwritten, unsentElsewhere: 0, unwrittenElsewhere: 0 },
  };
  return (
    <b className="block font-semibold text-medium">
      {describeLosses(losses, isNamed ? tenant : null)} This would be lost.
    </b>
  );
}

const notes = {
  emergency: {
    words: 'An emergency was flagged. Unlock to see it.',
    Icon: OctagonAlert,
    look: 'border-high bg-high-soft text-high',
  },
  urgent: {
    words: 'Something urgent was flagged. Unlock to see it.',
    Icon: TriangleAlert,
    look: 'border-medium bg-medium-soft text-medium',
  },
};

/** The gravest alert of a tenant that waits for somebody. */
function Flagged({ tenant, consultation, isNamed }: LockedWork & { isNamed: boolean }) {
  const [gravest] = usePendingAlerts(consultation);
  if (!gravest) return null;
  const { words, Icon, look } = notes[gravest.alert.severity];
  return (
    <p className={`flex items-start gap-2.5 rounded-lg border px-3 py-2 font-semibold ${look}`}>
      <Icon aria-hidden size={20} className="mt-0.5 shrink-0" />
      <span>
        {isNamed && `${tenant}: `}
        {words}
      </span>
    </p>
  );
}

interface UnlockFormProps {
  lock: Lock;
  user: string;
  proof: Proof;
  reason: string;
}

function UnlockForm({ lock, user, proof, reason }: UnlockFormProps) {
  const [secret, setSecret] = useState('');
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    const missing = secret === '' ? missingWords[proof] : null;
    setError(missing);
    if (missing) return;
    setPending(true);
    try {
      await lock.unlock(proof === 'key' ? secret.trim() : secret);
    } catch (failure) {
      setError(explainUnlock(failure, proof));
      setSecret('');
      setPending(false);
    }
  };
  return (
    <form
      aria-label="Unlock"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void submit();
      }}
    >
      <p className="text-sm text-ink-2">
        {reason} <b className="text-ink">{user}</b> is signed in. Your draft is as you left it, and
        a reply under way goes on.
      </p>
      <SecretField user={user} proof={proof} secret={secret} onChange={setSecret} />
      <div className="flex flex-col">
        <div role="alert" className="not-empty:mb-4">
          {error && <Notice grade="warning">{error}</Notice>}
        </div>
        <Button
          type="submit"
          look="primary"
          size="large"
          isBusy={isPending}
          autoFocus={proof === 'none'}
        >
          {isPending ? 'Unlocking …' : proof === 'none' ? `Go on as ${user}` : 'Unlock'}
        </Button>
      </div>
    </form>
  );
}

const missingWords: Record<Proof, string | null> = {
  password: 'Enter your password.',
  key: 'Paste your key.',
  none: null,
};

interface SecretFieldProps {
  user: string;
  proof: Proof;
  secret: string;
  onChange: (secret: string) => void;
}

function SecretField({ user, proof, secret, onChange }: SecretFieldProps) {
  if (proof === 'none') {
    return (
      <p className="text-sm text-ink-2">
        This site has no passwords, so the lock only hides the screen: whoever stands here can go on
        as {user}.
      </p>
    );
  }
  const isPassword = proof === 'password';
  return (
    <>
      {/* For password managers: whose password is asked for. */}
      {isPassword && <input hidden readOnly autoComplete="username" value={user} />}
      <TextField
        label={isPassword ? `Password of ${user}` : `API key of ${user}`}
        type="password"
        autoComplete={isPassword ? 'current-password' : 'off'}
        autoFocus
        value={secret}
        onChange={onChange}
      />
    </>
  );
}
