/**
 * Which message is the answer to one that was sent, and how what is none is told beside the turns. Pure.
 */
import type { ServerMark } from '../../core/conversation.ts';
import type { BackendEvent } from '../../core/events.ts';
import type { Content, Heard } from './convert.ts';
import type { Pending } from './xians-line.ts';

/** It names the message; one that names none answers the one on the wire. */
export function answers(
  { requestId }: Heard,
  { message, isAccepted, isInFlight }: Pending,
): boolean {
  return requestId === null ? isAccepted || isInFlight : requestId === message.id;
}

const openings = {
  new: '',
  changed: 'What was said before now reads: ',
  late: 'An answer that came late: ',
} as const;

export function toRemark(
  content: Content,
  novelty: keyof typeof openings,
  where: { readonly at: number; readonly mark: ServerMark },
): BackendEvent {
  switch (content.kind) {
    case 'chat':
      return { type: 'notice-received', text: openings[novelty] + content.text, ...where };
    case 'data':
      return { type: 'data-received', card: content.card, ...where };
    case 'handover': {
      const { to, reason, waitMinutes } = content;
      return { type: 'handover-received', to, reason, waitMinutes, ...where };
    }
  }
}
