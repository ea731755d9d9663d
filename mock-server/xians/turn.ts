/**
 * One message and what comes of it: it is kept, and its workflow answers later.
 *
 * Its one law: what a workflow says is kept before anybody hears it.
 */
import type { TakenMessage } from '../connection.ts';
import type { Receipt } from '../faults/ledger.ts';
import { answer, type Part } from './answers/answer.ts';
import { isToEverybody, tellEverybody } from './broadcast.ts';
import type { Caller } from './callers.ts';
import { readDirections, withoutDirections, type Directions } from './directions.ts';
import type { Asker } from './feed.ts';
import { noticeOf, noticeWorkflow } from './notices.ts';
import type { Address, KeptMessage, Said } from './threads.ts';
import type { Xians } from './xians.ts';

export interface Inbound {
  readonly caller: Caller;
  readonly address: Address;
  readonly said: Said;
  /** A hub connection, with what was taken of it. */
  readonly asker?: Asker | undefined;
}

/** The words that fail a message before it is kept. */
export class NotTaken extends Error {}

interface Turn extends Inbound {
  readonly question: KeptMessage;
  readonly directions: Directions;
  /** Of a message that came by REST. */
  readonly receipt?: Pick<Receipt, 'says' | 'finish'> | undefined;
}

/** Keeps the message and returns it; the answer comes in its time. */
export function takeMessage(
  xians: Xians,
  inbound: Inbound,
  receipt?: Turn['receipt'],
): KeptMessage {
  const { address, said, caller } = inbound;
  const directions = readDirections(said.text ?? '');
  if (directions.fail) throw new NotTaken('Workflow is not available');
  if (isToEverybody(address)) return tellEverybody(xians, inbound, receipt);
  const question = xians.threads.add(address, said, 'Incoming', caller.credential);
  const turn = { ...inbound, address: { ...address, ...lower(question) }, question, directions };
  const parts = answer(turn.address.workflow, withoutDirections(said.text ?? ''), said, directions);
  const words = parts
    .map(({ text }) => text ?? '')
    .join(' ')
    .split(/\s+/).length;
  const rate = xians.context.rate();
  const seconds = directions.seconds ?? (rate === 0 ? 0 : words / rate);
  xians.timers.after(seconds * 1000, () => respond(xians, { ...turn, receipt }, parts));
  return question;
}

const lower = ({ participantId }: KeptMessage): Pick<Address, 'participantId'> => ({
  participantId,
});

function respond(xians: Xians, turn: Turn, parts: readonly Part[]): void {
  const { directions, address, asker, said, receipt } = turn;
  const chat = parts.find(({ messageType }) => messageType === 'Chat')?.text ?? '';
  (receipt ?? asker?.reply)?.says(chat);
  if (directions.notice !== undefined) pushNotice(xians, turn, directions.notice);
  if (directions.unknown) xians.feed.pushUnknown(address);
  for (const [index, part] of parts.entries()) {
    const kept = xians.threads.add(address, withRequest(part, said), 'Outgoing');
    settleWaiting(xians, kept);
    deliver(xians, turn, kept, index === parts.length - 1);
  }
  if (parts.length === 0) asker?.reply.end();
  receipt?.finish();
}

/** A running server marks what it has pushed, and that change is pushed again under the same id. */
function deliver(xians: Xians, turn: Turn, message: KeptMessage, isLast: boolean): void {
  const { directions, asker } = turn;
  const asChat = message.messageType === 'Handoff' && directions.handoff === 'in-chat';
  const how = { asker, asChat, twice: directions.twice };
  const isReal = xians.context.mode() === 'real';
  const again = isReal || (directions.update && message.messageType === 'Chat');
  xians.feed.push({ ...how, message, isLast: isLast && !again });
  if (!again) return;
  const text = directions.update ? `${message.text ?? ''}\n\n${addition}` : message.text;
  const updated = xians.threads.update({ ...message, text });
  xians.feed.push({ ...how, message: updated, isLast });
}

const addition = 'Added after a second look: recheck the vital signs within the hour.';

/** The first chat with the id of a request is what `converse` answers. */
function settleWaiting({ waiting }: Xians, message: KeptMessage): void {
  const { requestId, messageType } = message;
  if (requestId !== null && messageType === 'Chat') waiting.get(requestId)?.(message);
}

function pushNotice(xians: Xians, { address }: Turn, severity: 'info' | 'warning' | 'critical') {
  const to = { ...address, workflow: noticeWorkflow };
  const said = noticeOf({ severity }, xians.context.now());
  const message = xians.threads.add(to, said, 'Outgoing');
  xians.feed.push({ message, isLast: true });
}

function withRequest(part: Part, { requestId, scope }: Said): Said {
  const { messageType, text, data, hint } = part;
  return { messageType, text, data, hint: hint ?? null, requestId, scope };
}

/** The entry of a message in the ledger. */
export function entryOf({ address, said }: Pick<Inbound, 'address' | 'said'>): TakenMessage {
  return {
    sessionId: `${address.tenantId}:${address.workflow}:${address.participantId.toLowerCase()}`,
    action: said.messageType,
    text: said.text ?? '',
    requestId: said.requestId ?? undefined,
  };
}
