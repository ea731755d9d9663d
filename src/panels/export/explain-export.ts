/** Why an export failed: what happened, that nothing was lost, what to do. */
import { Forbidden } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';

const kept = 'No bundle was made; the conversation and its orders are as they were.';

export function explainExport(error: unknown): string {
  if (error instanceof Forbidden) {
    return `The server does not let you export (${error.message}). ${kept} Ask whoever runs it for the admin group.`;
  }
  return `${explainError(error)} ${kept}`;
}
