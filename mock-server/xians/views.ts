/**
 * How a kept message looks on the wire.
 *
 * Running servers write every member they have, the credential of the sender among them; the
 * document knows some of them, and leaves out what there is not. Its one law: a workflow's `data` is
 * shown as the workflow made it.
 */
import type { Mode } from '../options.ts';
import type { KeptMessage } from './threads.ts';

type View = Readonly<Record<string, unknown>>;

export function viewMessage(message: KeptMessage, mode: Mode): View {
  const documented = documentedView(message);
  if (mode === 'documented') return withoutNulls(documented);
  const { threadId, tenantId, updatedAt, participantId, direction, origin } = message;
  return {
    ...documented,
    data: direction === 'Incoming' ? withCredential(message) : message.data,
    ...{ threadId, tenantId, updatedAt: instant(updatedAt), createdBy: participantId, origin },
    status: direction === 'Incoming' ? 'DeliveredToWorkflow' : null,
  };
}

/** What `converse` answers in `real` mode: neither id nor direction is on it. */
export function viewAnswer(message: KeptMessage): View {
  const { threadId, participantId, text, data, messageType, createdAt } = message;
  const { requestId, scope, hint, workflow, tenantId } = message;
  return {
    ...{ threadId, participantId, text, data, createdAt: instant(createdAt), messageType },
    ...{ requestId, scope, hint, workflowId: `${tenantId}:${workflow}`, workflowType: workflow },
  };
}

/** On an event stream: nulls are kept, and what is no chat has its keys in upper case. */
export function viewStreamed(message: KeptMessage, mode: Mode): View {
  if (mode === 'documented') return viewMessage(message, mode);
  const entries = Object.entries(viewMessage(message, mode)).filter(
    ([key]) => !unstreamed.has(key),
  );
  const isChat = message.messageType === 'Chat';
  return Object.fromEntries(entries.map(([key, value]) => [isChat ? key : upper(key), value]));
}

const unstreamed = new Set(['origin', 'status', 'tenantId', 'updatedAt']);

function upper(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function documentedView(message: KeptMessage): View {
  const { id, createdAt, direction, messageType, text, data, hint, requestId } = message;
  const { participantId, workflow, tenantId, scope } = message;
  return {
    ...{ id, createdAt: instant(createdAt), direction, messageType, text, data, hint, requestId },
    ...{ participantId, workflowId: `${tenantId}:${workflow}`, workflowType: workflow, scope },
  };
}

function withCredential({ data, origin }: KeptMessage): unknown {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return isObject ? { ...data, authorization: origin } : (data ?? { authorization: origin });
}

function withoutNulls(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null));
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
