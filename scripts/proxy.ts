import type { ProxyOptions } from 'vite';

/** What a site passes on to a server that plays all back ends, so that both share one origin. */
export function proxyTo(target: string): Record<string, ProxyOptions> {
  return { '/api': { target, ws: true }, '/openai': { target }, '/ws': { target, ws: true } };
}
