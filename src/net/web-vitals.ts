/** How the page feels, measured by the browser: figures of Google's web vitals. Loaded when idle. */
import type { Metric } from 'web-vitals';
import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import type { Vital } from '../core/connections.ts';

/** @returns what they are by now */
export function watchVitals(): () => readonly Vital[] {
  const vitals = new Map<string, Vital>();
  const note = ({ name, value, rating }: Metric) => {
    vitals.set(name, { name, value: Math.round(value * 1000) / 1000, rating });
  };
  for (const watch of [onTTFB, onFCP, onLCP, onINP, onCLS]) watch(note, { reportAllChanges: true });
  return () => [...vitals.values()];
}
