/** Once the page has nothing better to do, and after two seconds in any case. Safari knows no idle time. */
export function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: 2000 });
  else setTimeout(task, 200);
}
