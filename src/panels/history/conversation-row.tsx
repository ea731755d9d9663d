/** A conversation in the list: what it is called, what was said last, with whom, when, at what cost. */
import { BellRing } from 'lucide-react';
import { formatMoney } from '../../core/money.ts';
import { classNames } from '../../lib/class-names.ts';
import { formatDateTime, formatMoment } from '../../lib/format-time.ts';
import { beginningOf } from '../../lib/plain-words.ts';
import type { AlertMark, ConversationItem, LastWords } from '../../state/conversation-list.ts';
import { Button } from '../../ui/button.tsx';
import type { Act } from '../../ui/menu.tsx';
import { Menu } from '../../ui/menu.tsx';

/** In rem. */
export const rowHeight = 4.75;

export interface ConversationRowProps {
  item: ConversationItem;
  isShown: boolean;
  /** In the order of focus. */
  isReachable: boolean;
  now: number;
  /** What the server did not do with it, in a few words. */
  fault: string | null;
  acts: readonly Act[];
  onChoose: () => void;
}

export function ConversationRow(props: ConversationRowProps) {
  const { item, isShown, isReachable, now, fault, acts, onChoose } = props;
  const name = titleOf(item);
  return (
    <div className="relative h-full">
      <Button
        look="quiet"
        {...(isShown && { 'aria-current': 'true' as const })}
        onPress={onChoose}
        excludeFromTabOrder={!isReachable}
        className={classNames(
          'h-full w-full flex-col justify-start! gap-0! py-1.5 text-left outline-offset-[-2px]!',
          isShown && 'bg-accent-soft! forced-colors:border-[Highlight]!',
        )}
      >
        <span className="flex w-full items-baseline justify-between gap-2">
          <span className="truncate font-semibold text-ink">{name}</span>
          <time
            dateTime={new Date(item.startedAt).toISOString()}
            title={formatDateTime(item.startedAt)}
            className="shrink-0 text-xs text-ink-3"
          >
            {formatMoment(item.startedAt, now)}
          </time>
        </span>
        <span className="flex w-full items-baseline gap-1.5 text-sm text-ink-2">
          <AlertSign mark={item.alert} />
          <span className="truncate">{describeLast(item)}</span>
        </span>
        <span className="flex w-full items-center gap-x-2 pe-8 text-xs whitespace-nowrap text-ink-3">
          {fault === null ? <Marks item={item} /> : <b className="text-medium">{fault}</b>}
        </span>
      </Button>
      {acts.length > 0 && (
        <span className="absolute right-1 bottom-1">
          <Menu label="More actions" acts={acts} isReachable={isReachable} />
        </span>
      )}
    </div>
  );
}

function Marks({ item }: { item: ConversationItem }) {
  const { isLive, endedAt, assistant, cost } = item;
  const state = isLive ? 'Present' : endedAt === null ? 'Open' : 'Ended';
  return (
    <>
      <span>{state}</span>
      {cost !== null && <span>{formatMoney(cost)}</span>}
      {assistant !== null && <span className="truncate">{assistant}</span>}
    </>
  );
}

const alertWords = { acknowledged: 'Acknowledged', waiting: 'Alert waits' };

/** Before what was said last, where there is room for it. Red is for what is known to be an emergency. */
function AlertSign({ mark }: { mark: AlertMark }) {
  if (mark === 'none') return null;
  return (
    <span
      className={classNames(
        'flex shrink-0 items-baseline gap-1 text-xs',
        mark === 'waiting' ? 'font-semibold text-medium' : 'text-ink-3',
      )}
    >
      <BellRing aria-hidden size={12} className="self-center" />
      {mark === 'acknowledged' && <span className="sr-only">Alert, </span>}
      {alertWords[mark]}
    </span>
  );
}

export function titleOf({ name, last }: ConversationItem): string {
  return name ?? (last ? beginningOf(last.text) : 'Not begun yet');
}

function describeLast({ last }: ConversationItem): string {
  if (!last) return 'nothing said yet';
  return absent(last) ?? beginningOf(last.text);
}

function absent({ state }: LastWords): string | null {
  switch (state) {
    case 'pending':
      return 'An answer is awaited';
    case 'failed':
      return 'The answer failed';
    case 'whole':
      return null;
  }
}
