/** What could not be sent after several tries: nothing is tried any more until the person says so. */
import { RotateCw } from 'lucide-react';
import type { Exchange } from '../../core/conversation.ts';
import { waitingOf } from '../../core/conversation.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useConsultation } from '../../state/workspace.ts';
import { Notice } from '../../ui/notice.tsx';
import { Act, EditAct, RemoveAct, UnsentMessage } from './queued-message.tsx';

export function SetAside({ exchanges }: { exchanges: readonly Exchange[] }) {
  const { length } = exchanges;
  return (
    <>
      <h2 className="px-1 pt-1 text-sm font-semibold text-ink-2">
        Could not be sent <span className="font-normal text-ink-3">· {length}</span>
      </h2>
      <Notice grade="warning" polite>
        {length === 1 ? 'It was' : 'They were'} not taken, and nothing of{' '}
        {length === 1 ? 'it' : 'them'} arrived. What you wrote is kept: try again, change it, or
        remove it.
      </Notice>
      <ul className="flex flex-col gap-1">
        {exchanges.map((exchange) => (
          <SetAsideMessage key={exchange.message.id} exchange={exchange} />
        ))}
      </ul>
    </>
  );
}

function SetAsideMessage({ exchange }: { exchange: Exchange }) {
  const consultation = useConsultation();
  const { message } = exchange;
  const { attempts, setAsideAt } = waitingOf(exchange);
  return (
    <UnsentMessage
      message={message}
      standing={
        <span>
          {attempts > 0
            ? `${attempts} tries failed, the last at ${formatTime(setAsideAt ?? 0)}`
            : 'this assistant takes no such message'}
        </span>
      }
      acts={
        <>
          <Act name="Try again" text={message.text} onPress={() => consultation.retry(message.id)}>
            <RotateCw aria-hidden size={15} />
          </Act>
          <EditAct message={message} />
          <RemoveAct message={message} />
        </>
      }
    />
  );
}
