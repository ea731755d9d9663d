/** Where a reply is from, how long it took and what it cost; and its text for the clipboard. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components';
import type { Exchange } from '../../core/conversation.ts';
import { replyText } from '../../core/conversation.ts';
import { formatMoney } from '../../core/money.ts';
import { formatDateTime, formatDuration } from '../../lib/format-time.ts';
import { replyTime, withStamps } from './copy-stamp.ts';

export function Provenance({ exchange }: { exchange: Exchange }) {
  const { turn, settlement, source } = exchange;
  const at = replyTime(turn);
  const duration = turn.phase === 'finished' ? turn.finishedAt - turn.startedAt : null;
  const facts: [string, string | null][] = [
    ['Assistant', source.assistant],
    ['Back end', source.backEnd],
    ['Tenant', source.tenant],
    ['Session', source.sessionId],
    ['Time', at === null ? null : formatDateTime(at)],
    ['Duration', duration === null ? null : formatDuration(duration)],
    ['Cost', settlement && formatMoney(settlement.cost)],
  ];
  return (
    <Disclosure className="mt-2 border-t border-dashed border-line pt-1 text-xs text-ink-3">
      <div className="flex flex-wrap items-center gap-x-4">
        {duration !== null && <span>{formatDuration(duration)}</span>}
        {settlement && <span>{formatMoney(settlement.cost)}</span>}
        {replyText(turn) !== '' && <CopyButton exchange={exchange} />}
        <AriaButton slot="trigger" className={linkLook}>
          Source
        </AriaButton>
      </div>
      <DisclosurePanel>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 py-1">
          {facts.map(
            ([name, value]) =>
              value !== null && (
                <div key={name} className="contents">
                  <dt>{name}</dt>
                  <dd className="wrap-anywhere text-ink-2">{value}</dd>
                </div>
              ),
          )}
        </dl>
      </DisclosurePanel>
    </Disclosure>
  );
}

const linkLook =
  'inline-flex min-h-7 cursor-pointer items-center gap-1 rounded-sm px-1 data-hovered:text-ink';

function CopyButton({ exchange }: { exchange: Exchange }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(withStamps(replyText(exchange.turn), [exchange])).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  return (
    <>
      <AriaButton onPress={() => void copy()} aria-label="Copy reply" className={linkLook}>
        {outcome === 'copied' ? <Check aria-hidden size={13} /> : <Copy aria-hidden size={13} />}
        Copy
      </AriaButton>
      <span role="status" className="not-empty:me-2 empty:-ms-4">
        {outcome === 'copied' && 'Copied with its source'}
        {outcome === 'failed' && 'The browser did not allow copying: select the text instead'}
      </span>
    </>
  );
}
