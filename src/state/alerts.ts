/**
 * The alerts of all conversations for panels, and what they tell of the conversation of each.
 *
 * A reply that streams changes its conversation many times a second; whoever asks here is drawn
 * again only when what was asked for has changed.
 */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LoggedAlert } from '../core/alert-log.ts';
import { logAlerts, pendingAlerts } from '../core/alert-log.ts';
import type { Conversation, Exchange } from '../core/conversation.ts';
import { replyText } from '../core/conversation.ts';
import { describeConversation, describePatient } from '../core/describe-alert.ts';
import type { Consultation } from './consultation-port.ts';
import type { ConsultationState } from './consultation-state.ts';
import { useLive } from './workspace.ts';

/** Every alert of the live conversation and earlier ones, newest first. */
export function useAlertLog({ store }: Pick<Consultation, 'store'>): readonly LoggedAlert[] {
  const id = useStore(store, ({ conversation }) => conversation.id);
  const alerts = useStore(store, ({ conversation }) => conversation.alerts);
  const earlier = useStore(store, (state) => state.earlier);
  return useMemo(() => logAlerts([{ id, alerts }, ...earlier]), [id, alerts, earlier]);
}

/** What nobody has acknowledged, the gravest first. */
export function usePendingAlerts(consultation: Pick<Consultation, 'store'>) {
  const log = useAlertLog(consultation);
  return useMemo(() => pendingAlerts(log), [log]);
}

/** Where an alert was raised, in words. */
export interface AlertPlace {
  readonly patient: string;
  /** The message that it was raised at, where one is known. */
  readonly message: string;
  /** What its conversation is called. */
  readonly conversation: string;
  /** Who flagged it. */
  readonly assistant: string;
  readonly isLive: boolean;
  /** It came with a notice, which may be about anybody. */
  readonly isNotice: boolean;
}

export function useAlertPlace({ conversationId, alert }: LoggedAlert): AlertPlace {
  const isNotice = alert.by !== undefined;
  const select =
    <Part>(part: (conversation: Conversation) => Part) =>
    (state: ConsultationState) =>
      part(find(state, conversationId));
  return {
    patient: useLive(select(({ profile }) => (isNotice ? 'A notice' : describePatient(profile)))),
    message: useLive(
      select((held) =>
        isNotice
          ? 'a notice'
          : (turnOf(held, alert.turnId)?.message.text ?? describeConversation(held)),
      ),
    ),
    conversation: useLive(select(describeConversation)),
    assistant: useLive(select(({ source }) => alert.by ?? source.assistant)),
    isLive: useLive(({ conversation }) => conversation.id === conversationId),
    isNotice,
  };
}

/** What the assistant has said so far in the turn that an alert was raised at. */
export function useAlertText({ conversationId, alert }: LoggedAlert): {
  text: string;
  isWhole: boolean;
} {
  const text = useLive((state) => {
    const exchange = turnOf(find(state, conversationId), alert.turnId);
    return exchange ? replyText(exchange.turn) : '';
  });
  const isWhole = useLive((state) => {
    const phase = turnOf(find(state, conversationId), alert.turnId)?.turn.phase;
    return phase === undefined || phase === 'finished' || phase === 'interrupted';
  });
  return { text, isWhole };
}

function turnOf({ exchanges }: Conversation, turnId: string | null): Exchange | undefined {
  return exchanges.findLast(({ message }) => message.id === turnId);
}

function find({ conversation, earlier }: ConsultationState, id: string): Conversation {
  return earlier.find((each) => each.id === id) ?? conversation;
}
