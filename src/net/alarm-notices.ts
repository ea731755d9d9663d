/**
 * Notifications of the operating system for alerts. One at a time: the next replaces it, also from
 * another tab. It says that there is an alert, never about whom.
 */
import type { AlarmNotices } from '../core/alarm.ts';

const tag = 'bedside.alarm';

export function browserNotices(): AlarmNotices {
  let shown: Notification | null = null;
  return {
    permission: () => (isAvailable() ? Notification.permission : 'unavailable'),
    async ask() {
      if (isAvailable()) await Notification.requestPermission();
    },
    show(title, body) {
      if (!isAvailable() || Notification.permission !== 'granted') return;
      shown = notify(title, body) ?? shown;
    },
    close() {
      shown?.close();
      shown = null;
    },
  };
}

/** Missing in some browsers, and on a page that is not served by https. */
function isAvailable(): boolean {
  return typeof Notification !== 'undefined' && isSecureContext;
}

/** `renotify` makes the system tell of it again although its tag is the same. */
type NoticeOptions = NotificationOptions & { renotify: boolean };

/** Where a browser lets only a service worker notify, the other ways have to do. */
function notify(title: string, body: string): Notification | null {
  const options: NoticeOptions = { body, tag, renotify: true, requireInteraction: true };
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => window.focus();
    return notice;
  } catch {
    return null;
  }
}
