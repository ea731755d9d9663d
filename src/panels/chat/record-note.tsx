/** Says of an exchange that it is not in the history yet, why, and what happens next. */
import { CloudOff } from 'lucide-react';
import { explainRecordTrouble } from '../../core/explain-record.ts';
import type { Mirror, MirrorTrouble } from '../../state/mirror.ts';
import { useMissing } from '../../state/record-standing.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';

export interface RecordNoteProps {
  conversationId: string;
  /** Of the exchange, from 0. */
  place: number;
}

export function RecordNote(props: RecordNoteProps) {
  const { mirror } = useWorkspace();
  return mirror && <Missing mirror={mirror} {...props} />;
}

function Missing({ mirror, conversationId, place }: RecordNoteProps & { mirror: Mirror }) {
  const standing = useMissing(mirror, conversationId, place);
  if (!standing?.trouble) return null;
  // What is behind it waits for the same.
  const isFirst = place === standing.exchanges;
  return (
    <div className="flex max-w-[85%] items-center gap-2 text-xs font-medium text-medium">
      <CloudOff aria-hidden size={14} className="shrink-0" />
      {isFirst ? (
        <Why mirror={mirror} conversationId={conversationId} trouble={standing.trouble} />
      ) : (
        <span>Not in the history yet</span>
      )}
    </div>
  );
}

interface WhyProps {
  mirror: Mirror;
  conversationId: string;
  trouble: MirrorTrouble;
}

function Why({ mirror, conversationId, trouble }: WhyProps) {
  return (
    <>
      <span>
        {describeTrouble(trouble)}
        {trouble.kind === 'waiting' && <Countdown until={trouble.retryAt} />}
      </span>
      <Button
        size="small"
        className="shrink-0 whitespace-nowrap"
        onPress={() => mirror.tryNow(conversationId)}
      >
        {acts[trouble.kind]}
      </Button>
    </>
  );
}

const acts = { waiting: 'Try now', refused: 'Try again', gone: 'Write it again' };

function describeTrouble(trouble: MirrorTrouble): string {
  if (trouble.kind === 'gone') {
    return 'Not in the history: the conversation was deleted there. It is still on this device.';
  }
  const what = trouble.kind === 'waiting' ? 'Not in the history yet' : 'Not in the history';
  return `${what}: ${explainRecordTrouble(trouble.error)}.`;
}

function Countdown({ until }: { until: number }) {
  const seconds = Math.max(0, Math.ceil((until - useNow(1000)) / 1000));
  return seconds === 0 ? ' Trying again …' : ` Trying again in ${seconds} s.`;
}
