/** What was told beside the conversations: the list of it, and how its line stands. */
import type { Notice } from '../../core/notice.ts';
import { formatMoment } from '../../lib/format-time.ts';
import type { Broadcast } from '../../state/broadcast.ts';
import { isEverywhere, useBroadcast } from '../../state/broadcast.ts';
import type { Notices } from '../../state/notices.ts';
import { useNotices } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FieldList } from '../../ui/field-list.tsx';
import { useNow } from '../../ui/use-now.ts';
import { summarise } from './broadcast-words.ts';
import { grades } from './grades.ts';
import { describeLine } from './words.ts';

/** How many are shown before somebody asks for all. */
const shownAtOnce = 5;

export interface NoticesPanelProps {
  notices: Notices;
  /** Sends one to everybody; `null` for whoever may not. */
  broadcast: Broadcast | null;
}

export function NoticesPanel({ notices, broadcast }: NoticesPanelProps) {
  const list = useNotices(notices, (state) => state.notices);
  const [latest, older] = [list.slice(0, shownAtOnce), list.slice(shownAtOnce)];
  return (
    <Card
      title="Notices"
      aside={list.length > 0 ? list.length : undefined}
      action={
        broadcast && (
          <Button size="small" onPress={() => broadcast.show()}>
            Write a notice …
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-2">
        <Line notices={notices} />
        {broadcast && <OwnNotice broadcast={broadcast} />}
        {list.length === 0 ? (
          <p className="text-sm text-ink-2">None in the last 24 hours.</p>
        ) : (
          <NoticeList notices={latest} />
        )}
        {older.length > 0 && (
          <Disclosure label={`${older.length} older`}>
            <NoticeList notices={older} />
          </Disclosure>
        )}
      </div>
    </Card>
  );
}

function Line({ notices }: { notices: Notices }) {
  const connection = useNotices(notices, (state) => state.connection);
  const words = describeLine(connection);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 text-sm text-ink-2 empty:hidden"
    >
      {words !== null && (
        <>
          <span className="min-w-0 grow basis-40">{words}</span>
          <Button size="small" aria-label="Try notices now" onPress={() => notices.tryNow()}>
            Try now
          </Button>
        </>
      )}
    </div>
  );
}

/** What the person has sent, until every tenant has it. */
function OwnNotice({ broadcast }: { broadcast: Broadcast }) {
  const { isShown, sent } = useBroadcast(broadcast);
  if (!sent || isShown || isEverywhere(sent)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      <span className="min-w-0 grow basis-40 wrap-anywhere">
        Your notice “{sent.draft.title}”: {summarise(sent)}
      </span>
      <Button size="small" aria-label="Show what became of it" onPress={() => broadcast.show()}>
        Show
      </Button>
    </div>
  );
}

function NoticeList({ notices }: { notices: readonly Notice[] }) {
  const now = useNow(60_000);
  return (
    <ul>
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} now={now} />
      ))}
    </ul>
  );
}

function NoticeRow({ notice, now }: { notice: Notice; now: number }) {
  const { grade, title, text, card, saidAt } = notice;
  const { Icon, word, ink } = grades[grade];
  return (
    <li className="flex gap-2.5 border-line py-2 not-first:border-t">
      <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow wrap-anywhere">
        <p className="text-sm font-semibold">
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {text !== '' && <p className="text-sm whitespace-pre-wrap text-ink-2">{text}</p>}
        <p className="text-sm text-ink-3">
          {word} · {formatMoment(saidAt, now)}
        </p>
        {card && (
          <Disclosure label="Details">
            <FieldList fields={card.fields} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}
