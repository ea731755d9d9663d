/** Times as machines read them, with the zone of this machine. */

/** `2026-11-20T09:42:07.123+01:00`; takes milliseconds since 1970. */
export function isoTime(at: number): string {
  const date = new Date(at);
  const offset = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local}${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** `2026-11-20`, the day as here. */
export function isoDay(at: number): string {
  return isoTime(at).slice(0, 10);
}

function twoDigits(amount: number): string {
  return String(amount).padStart(2, '0');
}
