/** One alert that waits for somebody: whom it is about, what the service said, what can be done. */
import type { LoggedAlert } from '../../core/alert-log.ts';
import { severityWords } from '../../core/describe-alert.ts';
import { classNames } from '../../lib/class-names.ts';
import { formatTime } from '../../lib/format-time.ts';
import { plainWords, plainWordsSoFar } from '../../lib/plain-words.ts';
import { shorten } from '../../lib/shorten.ts';
import { useAlertPlace, useAlertText } from '../../state/alerts.ts';
import { Button } from '../../ui/button.tsx';
import { KeyCap } from '../../ui/key-cap.tsx';
import { later } from '../../ui/later.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import { useAppeared } from '../../ui/use-appeared.ts';
import { grades } from './grades.ts';

/** The numbers stand in the text above until there is a way to dial them. */
const NotYet = () => null;

const ContactList = later(async () => {
  const { ContactList } = await import('./contact-list.tsx');
  return ContactList;
}, NotYet);

export interface AlertCardProps {
  logged: LoggedAlert;
  /** Where it is another one than that which is looked at. */
  tenant?: string | undefined;
  onAcknowledge: () => void;
  onShow: () => void;
}

/** Of a notice, in characters. More would push the button out of sight: all of it stands below. */
const longestHeadline = 140;
/** How much of that stands above then. */
const beginning = 70;

/** Milliseconds for which a button that has just come to stand there takes no act. */
const firstMoment = 1_000;

export function AlertCard({ logged, tenant, onAcknowledge, onShow }: AlertCardProps) {
  const takesActs = useAppeared(firstMoment);
  return (
    <div className="flex flex-col gap-x-6 gap-y-2 md:flex-row md:flex-wrap md:items-start">
      <Headline logged={logged} tenant={tenant} />
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        <Button
          look="alarm"
          size="large"
          className="max-md:px-3!"
          onPress={() => takesActs() && onAcknowledge()}
        >
          Acknowledge …
        </Button>
        <Button size="large" className="max-md:px-3!" onPress={() => takesActs() && onShow()}>
          Show in conversation
        </Button>
      </div>
      <div className="w-full min-w-0">
        <Said logged={logged} />
      </div>
    </div>
  );
}

function isLong({ alert: { text, by } }: LoggedAlert): boolean {
  return by !== undefined && text.length > longestHeadline;
}

function Headline({ logged, tenant }: Pick<AlertCardProps, 'logged' | 'tenant'>) {
  const { patient, message, conversation, assistant, isLive, isNotice } = useAlertPlace(logged);
  const place = isLive
    ? tenant
      ? 'the conversation'
      : 'this conversation'
    : 'an earlier conversation';
  const name = conversation === message ? '' : ` “${conversation}”`;
  const { severity, text, raisedAt, count } = logged.alert;
  const { Icon, ink } = grades[severity];
  return (
    <div className="flex min-w-0 grow basis-0 gap-3">
      <Icon aria-hidden size={26} strokeWidth={2.4} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-semibold">
          <span className={ink}>{severityWords[severity]}</span>, flagged by {assistant} at{' '}
          {formatTime(raisedAt)}: {isLong(logged) ? shorten(text, beginning) : text}
          {count > 1 && ` · ${count} times`} <KeyCap>Alt A</KeyCap>
        </p>
        <p className="flex min-w-0 flex-wrap gap-x-2 text-sm text-ink-2">
          <b className="text-ink">
            {tenant && `${tenant} · `}
            {patient}
          </b>
          {isNotice ? (
            <span>
              It is not of this conversation, and may be about another patient or about none.
            </span>
          ) : (
            <span className="line-clamp-1">{`at “${message}” in ${place}${name}`}</span>
          )}
        </p>
      </div>
    </div>
  );
}

/** Half a line is cut, so that it is seen to go on. */
const upTo = 'max-h-25.5 max-md:max-h-16 [@media(max-height:32rem)]:max-h-11';
const exactly = 'h-25.5 max-md:h-16 [@media(max-height:32rem)]:h-11';

/** Characters of the service's own words; the conversation has all of them. */
const longestPreview = 1_500;

function previewOf(reply: string, isWhole: boolean): string {
  const spell = isWhole ? plainWords : plainWordsSoFar;
  const words = spell(reply.slice(0, longestPreview)).replace(/\n\s*\n/g, '\n');
  return reply.length > longestPreview ? `${words} …` : words;
}

/**
 * What a notice says stands nowhere else as a whole. The words of a reply have all their room before
 * they come: each line of them would push the page away from under the finger.
 */
function Said({ logged }: { logged: LoggedAlert }) {
  const reply = useAlertText(logged);
  const { text: words, by } = logged.alert;
  const isNotice = by !== undefined;
  const { text, isWhole } = isNotice ? { text: words, isWhole: true } : reply;
  const notice = isLong(logged) ? words : '';
  const preview = isNotice ? notice : previewOf(text, isWhole);
  return (
    <>
      {(preview !== '' || !isWhole) && (
        <ScrollPane
          label="What the service said"
          // A finger on it scrolls the banner as well, where that is longer than its room.
          className={classNames('mb-1.5 overscroll-auto', isWhole ? upTo : exactly)}
        >
          <p className="max-w-[60rem] text-sm wrap-anywhere whitespace-pre-line">{preview}</p>
        </ScrollPane>
      )}
      <ContactList text={text} isWhole={isWhole} />
    </>
  );
}
