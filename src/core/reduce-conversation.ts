/**
 * The heart: `(conversation, event) → conversation`, pure.
 *
 * It owns how messages and turns move from state to state. Its one law: a frame changes only the
 * turn that it belongs to and only while that turn is open; all else is counted as late.
 * Money is the business of `account.ts`.
 */
import type { EventOf } from './advance-exchange.ts';
import {
  addStep,
  appendText,
  finishTurn,
  interrupt,
  isOpen,
  resubmit,
  startReply,
  submit,
} from './advance-exchange.ts';
import { acknowledge, recordAlert } from './alert.ts';
import type {
  Conversation,
  Exchange,
  HoldReason,
  Message,
  Remark,
  ServerMark,
  Waiting,
} from './conversation.ts';
import { countSaid, isEditable, isQueued, isWaiting, mayBeAwaited } from './conversation.ts';
import type { BackendEvent, ConversationEvent } from './events.ts';
import type { PatientProfile } from './patient-profile.ts';
import { countAttempt, inOrder, moveUnsent, requeued, waitOtherwise } from './queue-order.ts';

export function reduceConversation(
  conversation: Conversation,
  event: ConversationEvent,
): Conversation {
  switch (event.type) {
    case 'message-written':
      return append(conversation, event.message);
    case 'message-sent':
      return send(conversation, event);
    case 'message-withdrawn':
      return withdraw(conversation, event.turnId);
    case 'message-returned':
      return returnToQueue(conversation, event);
    case 'message-edited':
      return edit(conversation, event);
    case 'message-moved':
      return move(conversation, event);
    case 'message-prioritised':
      return wait(conversation, event.turnId, { priority: event.priority });
    case 'message-set-aside':
      return releaseEmpty(wait(conversation, event.turnId, { setAsideAt: event.at }));
    case 'message-requeued':
      return requeue(conversation, event);
    case 'queue-held':
      return hold(conversation, event.why);
    case 'queue-resumed':
      return { ...release(confirmNext(conversation)), queueConfirmedAt: event.at };
    case 'profile-changed':
      return changeProfile(conversation, event.profile);
    case 'alert-acknowledged': {
      const { alertId, acknowledgement } = event;
      return {
        ...conversation,
        alerts: acknowledge(conversation.alerts, alertId, acknowledgement),
      };
    }
    case 'conversation-renamed':
      return { ...conversation, name: event.name };
    case 'conversation-ended':
      return { ...conversation, endedAt: event.at };
    case 'reply-stopped':
      return stop(conversation, event);
    case 'reply-awaited':
      return awaitReply(conversation, event);
    default:
      return reduceBackendEvent(conversation, event);
  }
}

function reduceBackendEvent(
  conversation: Conversation,
  event: Exclude<BackendEvent, { type: 'message-returned' }>,
): Conversation {
  switch (event.type) {
    case 'session-opened':
      return openSession(conversation, event);
    case 'reply-started':
      return updateOpen(conversation, event.turnId, (exchange) => startReply(exchange, event.at));
    case 'text-delta':
      return updateOpen(conversation, event.turnId, (exchange) => appendText(exchange, event.text));
    case 'step-changed':
      return updateOpen(conversation, event.turnId, (exchange) => addStep(exchange, event));
    case 'alert-raised':
      return {
        ...conversation,
        alerts: recordAlert(conversation.alerts, event.report, event.turnId, event.at),
      };
    case 'reply-finished':
      return finish(conversation, event);
    case 'reply-failed':
      return fail(conversation, event);
    case 'notice-received':
      return remark(conversation, event, { kind: 'notice', text: event.text });
    case 'handover-received': {
      const { to, reason, waitMinutes } = event;
      return remark(conversation, event, { kind: 'handover', to, reason, waitMinutes });
    }
    case 'data-received':
      return remark(conversation, event, { kind: 'data', card: event.card });
    case 'frame-ignored':
      return ignore(conversation, event.why);
  }
}

function changeProfile(conversation: Conversation, profile: PatientProfile): Conversation {
  const { profileEdition = 0 } = conversation;
  return { ...conversation, profile, profileEdition: profileEdition + 1 };
}

function append(conversation: Conversation, message: Message): Conversation {
  const exchange: Exchange = {
    message,
    delivery: { status: 'queued' },
    turn: { phase: 'idle' },
    steps: [],
    settlement: null,
    profile: null,
    source: conversation.source,
  };
  return { ...conversation, exchanges: inOrder([...conversation.exchanges, exchange]) };
}

/** Only what is queued goes out, and only when nothing else is on the wire. */
function send(conversation: Conversation, event: EventOf<'message-sent'>): Conversation {
  if (conversation.onWire !== null) return conversation;
  const sent = update(conversation, event.turnId, (exchange) =>
    isQueued(exchange) ? submit(exchange, event, conversation) : exchange,
  );
  return sent === conversation ? conversation : { ...sent, onWire: event.turnId };
}

/** Only what has not gone out can be taken back. */
function withdraw(conversation: Conversation, turnId: string): Conversation {
  const exchanges = conversation.exchanges.filter(
    (exchange) => exchange.message.id !== turnId || !isQueued(exchange),
  );
  return releaseEmpty({ ...conversation, exchanges });
}

function releaseEmpty(conversation: Conversation): Conversation {
  return conversation.exchanges.some(isWaiting) ? conversation : release(conversation);
}

function edit(
  conversation: Conversation,
  { turnId, at, text }: EventOf<'message-edited'>,
): Conversation {
  if (text.trim() === '') return conversation;
  return update(conversation, turnId, (exchange) =>
    isQueued(exchange) && isEditable(exchange.message)
      ? { ...exchange, message: { ...exchange.message, text, writtenAt: at } }
      : exchange,
  );
}

/** Changes how a message waits, and with that its place. */
function wait(conversation: Conversation, turnId: string, change: Partial<Waiting>): Conversation {
  const changed = update(conversation, turnId, (exchange) =>
    isQueued(exchange) ? waitOtherwise(exchange, change) : exchange,
  );
  if (changed === conversation) return conversation;
  return { ...changed, exchanges: inOrder(changed.exchanges) };
}

function requeue(
  conversation: Conversation,
  { turnId, at }: EventOf<'message-requeued'>,
): Conversation {
  const anew = update(conversation, turnId, (exchange) =>
    isWaiting(exchange) ? exchange : requeued(exchange, at),
  );
  return anew === conversation ? conversation : { ...anew, exchanges: inOrder(anew.exchanges) };
}

function move(
  conversation: Conversation,
  { turnId, place }: EventOf<'message-moved'>,
): Conversation {
  const exchanges = moveUnsent(conversation.exchanges, turnId, place);
  return exchanges === conversation.exchanges ? conversation : { ...conversation, exchanges };
}

/** What the person stopped meanwhile does not go out again. */
function returnToQueue(
  conversation: Conversation,
  { turnId, at, why }: EventOf<'message-returned'>,
): Conversation {
  if (conversation.onWire !== turnId) return conversation;
  const returned = update(conversation, turnId, (exchange) =>
    isOpen(exchange)
      ? {
          ...(why ? exchange : countAttempt(exchange)),
          delivery: { status: 'queued' },
          turn: { phase: 'idle' },
        }
      : { ...exchange, delivery: { status: 'failed', at } },
  );
  return releaseWire(returned);
}

function openSession(
  conversation: Conversation,
  { at, sessionId, remembers }: EventOf<'session-opened'>,
): Conversation {
  const opened = { ...conversation, source: { ...conversation.source, sessionId } };
  const last = conversation.remarks.at(-1);
  const said = countSaid(conversation);
  const alreadySaid = last?.content.kind === 'memory-lost' && last.after === said;
  if (remembers || said === 0 || alreadySaid) return opened;
  return remark(opened, { at }, { kind: 'memory-lost' });
}

/** The end of a stopped reply still settles its cost and frees the wire; its text stays cut. */
function finish(conversation: Conversation, event: EventOf<'reply-finished'>): Conversation {
  const { turnId, at, settlement } = event;
  if (conversation.onWire !== turnId) return ignore(conversation, 'late');
  const finished = update(conversation, turnId, ({ delivery, ...exchange }) => ({
    ...exchange,
    delivery: delivery.status === 'delivered' ? delivery : { status: 'delivered', at },
    settlement,
    ...(event.replyId !== undefined && { replyId: event.replyId }),
    turn: finishTurn(exchange.turn, event),
  }));
  return releaseWire(finished);
}

function fail(
  conversation: Conversation,
  { turnId, at, failure }: EventOf<'reply-failed'>,
): Conversation {
  if (conversation.onWire !== turnId) return conversation;
  const failed = update(conversation, turnId, (exchange) => interrupt(exchange, at, failure));
  return hold(releaseWire(failed), 'failed-turn');
}

function stop(conversation: Conversation, { turnId, at }: EventOf<'reply-stopped'>): Conversation {
  return updateOpen(conversation, turnId, (exchange) =>
    interrupt(exchange, at, { kind: 'stopped' }),
  );
}

/** Only a reply of which nothing came, and only when nothing else is on the wire. */
function awaitReply(
  conversation: Conversation,
  { turnId, at }: EventOf<'reply-awaited'>,
): Conversation {
  if (conversation.onWire !== null) return conversation;
  const awaited = update(conversation, turnId, (exchange) =>
    mayBeAwaited(exchange) ? resubmit(exchange, at) : exchange,
  );
  return awaited === conversation ? conversation : { ...doubt(awaited), onWire: turnId };
}

/** What waits behind it does not wait for a failure any more, and still for the person's word. */
function doubt(conversation: Conversation): Conversation {
  if (conversation.heldBecause !== 'failed-turn') return conversation;
  return { ...conversation, heldBecause: 'doubtful-turn' };
}

function releaseWire(conversation: Conversation): Conversation {
  return { ...conversation, onWire: null };
}

/** The first reason stays: it is the one that the person has not answered yet. */
function hold(conversation: Conversation, why: HoldReason): Conversation {
  const isAnswered = !conversation.queueHeld || conversation.heldBecause === 'doubtful-turn';
  if (!isAnswered || !conversation.exchanges.some(isWaiting)) return conversation;
  return { ...conversation, queueHeld: true, heldBecause: why };
}

/** Who lets a queue go on that is held for its next order has confirmed that order. */
function confirmNext(conversation: Conversation): Conversation {
  const next = conversation.exchanges.find(isWaiting)?.message;
  if (conversation.heldBecause !== 'over-budget' || !next) return conversation;
  return update(conversation, next.id, (exchange) => ({
    ...exchange,
    message: { ...exchange.message, mayExceed: true },
  }));
}

function release({ heldBecause: _, ...conversation }: Conversation): Conversation {
  return { ...conversation, queueHeld: false };
}

/** The same message again changes what was said in its place, or nothing. */
function remark(
  conversation: Conversation,
  { at, mark }: { at: number; mark?: ServerMark },
  content: Remark['content'],
): Conversation {
  const { remarks } = conversation;
  const known = mark ? remarks.findIndex((each) => each.mark?.id === mark.id) : -1;
  const before = remarks[known];
  if (!before) {
    const spoken = { at, after: countSaid(conversation), content, ...(mark && { mark }) };
    return { ...conversation, remarks: [...remarks, spoken] };
  }
  if (JSON.stringify(before.content) === JSON.stringify(content)) return conversation;
  const changed = { ...before, content, edition: (before.edition ?? 0) + 1 };
  return { ...conversation, remarks: remarks.with(known, changed) };
}

function ignore(conversation: Conversation, why: EventOf<'frame-ignored'>['why']): Conversation {
  const counts = conversation.ignoredFrames;
  return { ...conversation, ignoredFrames: { ...counts, [why]: counts[why] + 1 } };
}

/** Changes the exchange if its turn is open; else, and where nothing changes, the frame is counted. */
function updateOpen(
  conversation: Conversation,
  turnId: string,
  change: (exchange: Exchange) => Exchange,
): Conversation {
  const exchange = conversation.exchanges.findLast(({ message }) => message.id === turnId);
  if (!exchange || !isOpen(exchange)) return ignore(conversation, 'late');
  const changed = update(conversation, turnId, change);
  return changed === conversation ? ignore(conversation, 'late') : changed;
}

function update(
  conversation: Conversation,
  turnId: string,
  change: (exchange: Exchange) => Exchange,
): Conversation {
  const index = conversation.exchanges.findLastIndex(({ message }) => message.id === turnId);
  const exchange = conversation.exchanges[index];
  if (!exchange) return conversation;
  const changed = change(exchange);
  if (changed === exchange) return conversation;
  return { ...conversation, exchanges: conversation.exchanges.with(index, changed) };
}
