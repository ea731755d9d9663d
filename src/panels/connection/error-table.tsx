/** The last errors, newest first: when, where, what. */
import type { LoggedError } from '../../core/telemetry.ts';
import { formatClock } from '../../lib/format-time.ts';
import { kindWords } from './describe-link.ts';

export function ErrorTable({ errors }: { errors: readonly LoggedError[] }) {
  if (errors.length === 0) {
    return <p className="pt-2 text-sm text-ink-3">None since you signed in.</p>;
  }
  return (
    <ul className="pt-1 text-sm">
      {[...errors].reverse().map((error, index) => (
        // Nothing else tells two errors of one moment apart, and none changes its place.
        <li
          key={errors.length - index}
          className="flex flex-wrap gap-x-4 border-line py-1.5 not-first:border-t"
        >
          <span className="w-16 shrink-0 text-ink-3">{formatClock(error.at)}</span>
          <span className="w-24 shrink-0 truncate">{error.link.backEnd}</span>
          <span className="min-w-48 grow wrap-anywhere">
            {kindWords(error.kind)}
            {error.status !== null && ` (status ${error.status})`}
            <span className="block text-xs text-ink-3">
              {error.operation}
              {error.detail !== '' && ` · ${error.detail}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
