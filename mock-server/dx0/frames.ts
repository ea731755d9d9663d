/**
 * The frames of a reply, as text.
 *
 * Its one law: money stands on the last frame only, and an empty reply has no frames at all.
 */
import { pythonFloatJson } from '../python/repr.ts';
import type { Settlement } from './budget.ts';

/** The length of a piece in code points, as Python slices. */
const pieceLength = 20;

export function splitReply(reply: string): string[] {
  const characters = [...reply];
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += pieceLength) {
    pieces.push(characters.slice(start, start + pieceLength).join(''));
  }
  return pieces;
}

export function pieceFrame(reply: string): string {
  return JSON.stringify({ reply, done: false });
}

/** Written by hand, because an infinite `remaining_budget` is not JSON and is sent nevertheless. */
export function lastPieceFrame(reply: string, settlement: Settlement): string {
  const { cost, totalSpent, remainingBudget, orderedTests } = settlement;
  const members = [
    `"reply":${JSON.stringify(reply)}`,
    '"done":true',
    `"cost":${pythonFloatJson(cost)}`,
    `"total_spent":${pythonFloatJson(totalSpent)}`,
    ...(remainingBudget === undefined
      ? []
      : [`"remaining_budget":${pythonFloatJson(remainingBudget)}`]),
    `"ordered_tests":${JSON.stringify(orderedTests)}`,
  ];
  return `{${members.join(',')}}`;
}

export function errorFrame(error: string): string {
  return JSON.stringify({ error });
}
