/** Times as people read them. All take milliseconds since 1970 or a length in milliseconds. */
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const withZone = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** `09:42` */
export function formatTime(at: number): string {
  return timeOfDay.format(at);
}

const toTheSecond = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** `09:42:07` */
export function formatClock(at: number): string {
  return toTheSecond.format(at);
}

const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** As short as it can be understood at `now`: `09:42`, `20 Nov`, `20 Nov 2025`. */
export function formatMoment(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return formatTime(at);
  const isThisYear = then.getFullYear() === today.getFullYear();
  return (isThisYear ? dayOfYear : dayAndYear).format(at);
}

/** `20 Nov 2026, 09:42:07 CET` */
export function formatDateTime(at: number): string {
  return withZone.format(at);
}

/** `3.1 s`, `2 min`, `1 h 5 min` */
export function formatDuration(length: number): string {
  if (length < 100) return 'under 0.1 s';
  if (length < 60_000)
    return length < 10_000 ? `${(length / 1000).toFixed(1)} s` : `${Math.round(length / 1000)} s`;
  const minutes = Math.round(length / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
