/** One message and the reply to it. Drawn again only when they change. */
import { memo } from 'react';
import type { Exchange } from '../../core/conversation.ts';
import { isQueued } from '../../core/conversation.ts';
import type { PatientProfile } from '../../core/patient-profile.ts';
import { profileLines } from '../../core/patient-profile.ts';
import { classNames } from '../../lib/class-names.ts';
import { formatDateTime } from '../../lib/format-time.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { RecordNote } from './record-note.tsx';
import { DeleteMessage, NotDeleted } from './delete-message.tsx';
import { ReplyView } from './reply-view.tsx';
import { actionWords, deliveryIsDoubtful, describeDelivery, kindLook } from './words.ts';

export interface ExchangeViewProps {
  exchange: Exchange;
  isEnded: boolean;
  conversationId: string;
  /** Of the exchange in its conversation, from 0. */
  place: number;
}

export const ExchangeView = memo(function ExchangeView(props: ExchangeViewProps) {
  const { exchange, isEnded, conversationId, place } = props;
  return (
    <>
      <div className="flex flex-col items-end gap-1.5">
        <MessageView
          message={exchange.message}
          delivery={exchange.delivery}
          profile={exchange.profile}
        />
        <RecordNote conversationId={conversationId} place={place} />
      </div>
      {exchange.turn.phase !== 'idle' && <ReplyView exchange={exchange} isEnded={isEnded} />}
    </>
  );
});

type MessageViewProps = Pick<Exchange, 'message' | 'delivery' | 'profile'>;

/** The reply to it grows in the same exchange. */
const MessageView = memo(function MessageView({ message, delivery, profile }: MessageViewProps) {
  return (
    <article
      aria-label={`Your message: ${actionWords[message.action]}`}
      className={classNames(
        'max-w-[85%] rounded-2xl rounded-br-sm bg-accent-soft px-4 py-2.5 forced-colors:border',
        isQueued({ delivery }) && 'border border-dashed border-line-strong',
      )}
    >
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-2">
        <span className={classNames('rounded-sm px-1.5 font-semibold', kindLook[message.action])}>
          {actionWords[message.action]}
        </span>
        <span
          title={formatDateTime(message.writtenAt)}
          className={classNames(deliveryIsDoubtful(delivery) && 'font-semibold text-medium')}
        >
          {describeDelivery({ delivery, message })}
        </span>
        <DeleteMessage exchangeId={message.id} part="message" text={message.text} />
      </p>
      <p data-said="" className="mt-0.5 wrap-anywhere whitespace-pre-wrap">
        {message.text}
      </p>
      {profile && <SentProfile profile={profile} />}
      <NotDeleted exchangeId={message.id} part="message" />
    </article>
  );
});

/** What the assistant was told about the patient with this message, to the letter. */
function SentProfile({ profile }: { profile: PatientProfile }) {
  return (
    <Disclosure label="Sent with the patient profile">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-sm">
        {profileLines(profile).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
