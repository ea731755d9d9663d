/**
 * What can be asked of the Xians server under `/_mock/xians/`.
 *
 * Its one law: what is pushed is kept first, as anything that a workflow says.
 */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { noticeOf, noticeWorkflow } from './notices.ts';
import type { Said } from './threads.ts';
import type { Xians } from './xians.ts';

const text = z.optional(z.string());

const wireNotice = z.strictObject({
  participantId: z.string().check(z.minLength(1)),
  tenantId: z._default(z.string(), 'default'),
  workflow: z._default(z.string(), noticeWorkflow),
  messageType: z._default(z.enum(['Chat', 'Data', 'Handoff']), 'Data'),
  /** Said as it is; left out, it is a notice of the `severity` and what else is given. */
  data: z.optional(z.unknown()),
  severity: z._default(z.enum(['info', 'warning', 'critical']), 'info'),
  /** The event is a chat event, whatever the message is. */
  asChat: z._default(z.boolean(), false),
  ...{ text, scope: text, requestId: text, hint: text, type: text, title: text, message: text },
});

export function registerControl(app: FastifyInstance, xians: Xians): void {
  app.post('/notice', ({ body }) => {
    const wanted = wireNotice.parse(body, { error: z.locales.en().localeError });
    const { tenantId, workflow, participantId, asChat } = wanted;
    const said = saidBy(wanted, xians.context.now());
    const message = xians.threads.add({ tenantId, workflow, participantId }, said, 'Outgoing');
    xians.feed.push({ message, isLast: true, asChat });
    return { id: message.id };
  });
}

function saidBy(wanted: z.infer<typeof wireNotice>, now: number): Said {
  const notice = noticeOf(wanted, now);
  const isNotice = wanted.messageType === 'Data' && wanted.data === undefined;
  return {
    messageType: wanted.messageType,
    text: wanted.text ?? null,
    data: isNotice ? notice.data : (wanted.data ?? null),
    hint: wanted.hint ?? null,
    scope: wanted.scope ?? (isNotice ? notice.scope : null),
    requestId: wanted.requestId ?? null,
  };
}
