/**
 * A notice to everybody of a tenant, by the REST of its Xians server: a message to the workflow that
 * brings notices, from the participant that stands for all.
 *
 * Its one law: one call is one message, to one tenant; whoever calls knows whether to call again.
 */
import type { NoticeGrade, NoticePost } from '../../core/notice.ts';
import type { XiansServerOptions } from './xians-server.ts';
import { createXiansServer } from './xians-server.ts';

export interface XiansBroadcastOptions extends XiansServerOptions {
  /** The workflow whose notices are shown. */
  readonly workflow: string;
  readonly scope: string | null;
}

const severities: Record<NoticeGrade, string> = {
  emergency: 'critical',
  warning: 'warning',
  information: 'info',
};

export function createXiansBroadcast(options: XiansBroadcastOptions): NoticePost {
  const { workflow, scope, tenantId, participant } = options;
  const server = createXiansServer(options);
  const participantId = `broadcast-${tenantId.toLowerCase()}`;
  return {
    post({ grade, title, text }, requestId, signal) {
      const severity = severities[grade];
      const data = { type: 'broadcast', severity, title, message: text, sentBy: participant };
      const to = { workflow, participantId, ...(scope !== null && { scope }) };
      return server.broadcast({ type: 'Data', requestId, data, ...to }, signal);
    },
  };
}
