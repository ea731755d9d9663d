/**
 * A notice to everybody of a tenant: what the notification workflow is told by `broadcast-<tenant>`.
 *
 * It becomes a notice of their own for whoever has ever listened to that workflow, or has a thread with
 * it, so that one who is away finds it in their history. Its one law: the same request says nothing a
 * second time.
 */
import type { Receipt } from '../faults/ledger.ts';
import { noticeWorkflow } from './notices.ts';
import type { Address, KeptMessage } from './threads.ts';
import type { Inbound } from './turn.ts';
import type { Xians } from './xians.ts';

/** The participant that stands for all of them. */
export function everybodyOf(tenantId: string): string {
  return `broadcast-${tenantId.toLowerCase()}`;
}

export function isToEverybody({ tenantId, workflow, participantId }: Address): boolean {
  return workflow === noticeWorkflow && participantId.toLowerCase() === everybodyOf(tenantId);
}

/** Keeps what was said, tells it to each, and returns it; said before, what was kept then. */
export function tellEverybody(
  xians: Xians,
  { address, said, caller, asker }: Inbound,
  receipt?: Pick<Receipt, 'finish'>,
): KeptMessage {
  const key = JSON.stringify([address.tenantId, said.requestId]);
  const before = said.requestId === null ? undefined : xians.told.get(key);
  const kept = before ?? xians.threads.add(address, said, 'Incoming', caller.credential);
  if (before === undefined) {
    xians.told.set(key, kept);
    for (const participantId of audienceOf(xians, address)) tell(xians, kept, participantId);
  }
  // Behind the word that it was taken.
  xians.timers.after(0, () => asker?.reply.end());
  receipt?.finish();
  return kept;
}

function audienceOf({ feed, threads }: Xians, address: Address): ReadonlySet<string> {
  const everybody = new Set([...feed.audienceOf(address), ...threads.participantsOf(address)]);
  everybody.delete(everybodyOf(address.tenantId));
  return everybody;
}

/** It answers nothing that they asked, so that the name of the request stays behind. */
function tell(xians: Xians, kept: KeptMessage, participantId: string): void {
  const { tenantId, workflow, messageType, text, data, hint } = kept;
  const said = { messageType, text, data, hint, scope: kept.scope ?? 'alerts', requestId: null };
  const message = xians.threads.add({ tenantId, workflow, participantId }, said, 'Outgoing');
  xians.feed.push({ message, isLast: true });
}
