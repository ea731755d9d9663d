/**
 * Notices on the side: what the notification workflow tells a participant.
 *
 * Its one law: a notice is `Data` with the scope `alerts`, and says how grave it is.
 */
import type { Said } from './threads.ts';
import { instant } from './views.ts';

export const noticeWorkflow = 'notification-service';

export type Severity = 'info' | 'warning' | 'critical';

export interface Notice {
  readonly severity: Severity;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

const usual: Readonly<Record<Severity, { readonly title: string; readonly message: string }>> = {
  info: {
    title: 'Laboratory results are in',
    message: 'The complete blood count and electrolytes drawn this morning have been reported.',
  },
  warning: {
    title: 'Radiology is delayed',
    message: 'CT is out of service until about 16:00. Urgent scans go to the second site.',
  },
  critical: {
    title: 'Critical potassium',
    message: 'Potassium 6.8 mmol/L, confirmed on a repeat sample. ECG and treatment now.',
  },
};

export function noticeOf(notice: Notice, now: number): Said {
  const { severity, type = 'system_alert' } = notice;
  const { title, message } = { ...usual[severity], ...definedOf(notice) };
  return {
    messageType: 'Data',
    text: null,
    data: { type, severity, title, message, timestamp: instant(now) },
    hint: null,
    scope: 'alerts',
    requestId: null,
  };
}

function definedOf({ title, message }: Notice): { title?: string; message?: string } {
  return {
    ...(title === undefined ? {} : { title }),
    ...(message === undefined ? {} : { message }),
  };
}
