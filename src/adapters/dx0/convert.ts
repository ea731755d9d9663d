/**
 * Between the wire of Dx0 and the product's words. Pure functions; dollars become cents here.
 */
import type * as z from 'zod/mini';
import type { FhirBundle } from '../../core/backend.ts';
import type { Action, Settlement } from '../../core/conversation.ts';
import { cents, fromDollars } from '../../core/money.ts';
import type { wireBundle, wireLastPiece } from './wire.ts';

const wireActions: Record<Action, string> = {
  ask: 'question',
  order: 'test',
  diagnose: 'diagnosis',
};

/** Running servers take lower case only, the document prints upper case only. */
export type Spelling = 'lower' | 'upper';

export function toWireAction(action: Action, spelling: Spelling): string {
  return spelling === 'lower' ? wireActions[action] : wireActions[action].toUpperCase();
}

export function toSettlement(piece: z.infer<typeof wireLastPiece>): Settlement {
  const { remaining_budget: remaining } = piece;
  return {
    cost: fromDollars(piece.cost) ?? cents(0),
    totalSpent: fromDollars(piece.total_spent) ?? cents(0),
    remaining: remaining == null ? null : (fromDollars(remaining) ?? null),
    orderedTests: piece.ordered_tests,
  };
}

export function toBundle(bundle: z.infer<typeof wireBundle>): FhirBundle {
  return { json: JSON.stringify(bundle, null, 2), entries: bundle.entry.length };
}

/** How a refused action reads, in either spelling of the server. */
export function isActionRefusal(error: string): boolean {
  return /^\s*action\b/m.test(error);
}

/** The server asks for patience. A validation error may echo these words, and is none. */
export function isRateLimit(error: string): boolean {
  return /rate limit/i.test(error) && !validationError.test(error);
}

/** A validation error names field and fault over several lines; the rest echoes what was sent. */
const validationError = /^\d+ validation errors? for \w+\n(?:(\S.*)\n)?\s+(.+?) \[type=/;

/** A refusal in few words, without the echo. */
export function toRefusal(error: string): string {
  const match = validationError.exec(error);
  if (!match) return error.slice(0, 300);
  const [, field, fault] = match;
  return field ? `${field}: ${fault}` : String(fault);
}
