/** `12:40` for a length in milliseconds. */
export function formatCountdown(length: number): string {
  const seconds = Math.max(0, Math.ceil(length / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
