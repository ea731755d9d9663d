/** The page for a site that cannot start: which key of `config.json` is wrong, or that it cannot be had. */
import { explainError } from '../core/explain-error.ts';
import { PlainButton } from '../ui/plain-button.tsx';
import { ConfigMistake } from './read-config.ts';

export function StartProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-4 p-6">
      <h1 className="text-xl font-semibold">Bedside cannot start</h1>
      {error instanceof ConfigMistake ? <Faults mistake={error} /> : <Unread error={error} />}
      <div>
        <PlainButton look="primary" size="large" onPress={onRetry}>
          Try again
        </PlainButton>
      </div>
    </main>
  );
}

function Faults({ mistake }: { mistake: ConfigMistake }) {
  return (
    <>
      <p>
        The site&apos;s <code>config.json</code> has a mistake. Nothing was lost; whoever runs this
        site can mend it:
      </p>
      <ul className="flex flex-col gap-2">
        {mistake.faults.map(({ key, expected }) => (
          <li key={key} className="rounded-lg border border-line bg-surface px-4 py-2">
            <code className="font-semibold">{key}</code>: {expected}
          </li>
        ))}
      </ul>
    </>
  );
}

function Unread({ error }: { error: unknown }) {
  return (
    <p>
      The site&apos;s <code>config.json</code> could not be read. {explainError(error)} Nothing was
      lost.
    </p>
  );
}
