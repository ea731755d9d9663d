/** On a demonstration only: its accounts, to be taken over into the form, and the choice of case. */
import { FlaskConical } from 'lucide-react';
import { useId } from 'react';
import { PlainButton } from '../../ui/plain-button.tsx';

export interface Demo {
  readonly accounts: readonly { username: string; password: string; note: string }[];
  readonly cases: readonly { id: string; title: string }[];
}

export interface DemoAccountsProps {
  demo: Demo;
  /** `null`: the account's own case. */
  chosenCase: string | null;
  onChooseCase: (id: string) => void;
  onChooseAccount: (account: { username: string; password: string }) => void;
}

export function DemoAccounts(props: DemoAccountsProps) {
  const { demo, chosenCase, onChooseCase, onChooseAccount } = props;
  const caseId = useId();
  return (
    <section
      aria-label="Demonstration"
      className="flex flex-col gap-3 rounded-xl border border-dashed border-line-strong p-4 text-sm"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <FlaskConical aria-hidden size={16} /> Demonstration: invented patients, invented prices
      </h2>
      <ul className="flex flex-col gap-1">
        {demo.accounts.map(({ username, password, note }) => (
          <li key={username} className="flex items-center gap-2">
            <PlainButton size="small" onPress={() => onChooseAccount({ username, password })}>
              {username}
            </PlainButton>
            <span className="text-ink-3">{note}</span>
          </li>
        ))}
      </ul>
      {demo.cases.length > 0 && (
        <div className="flex flex-col gap-1">
          <label htmlFor={caseId} className="font-medium">
            Case
          </label>
          <select
            id={caseId}
            value={chosenCase ?? ''}
            onChange={(event) => onChooseCase(event.target.value)}
            className="min-h-9 rounded-md border border-line-strong bg-surface px-2"
          >
            <option value="">The account&apos;s own</option>
            {demo.cases.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </div>
      )}
    </section>
  );
}
