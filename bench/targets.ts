/**
 * What the project promises, and how a figure is judged by it. A promise has two marks: what is
 * accepted at least, and what is aimed at. Its sign says which side of a mark is the good one.
 */
import { formatTable } from './table.ts';

export interface Marks {
  readonly sign: '≤' | '≥';
  /** What is accepted; `null` where only the aim is named. */
  readonly atLeast: number | null;
  readonly aim: number;
}

export interface Target extends Marks {
  readonly what: string;
  readonly figure: number;
  /** Written after the figure. */
  readonly unit?: 'ms';
}

export type Verdict = 'aim reached' | 'accepted' | 'below the aim' | 'MISSED' | 'not measured';

export function judge(figure: number, { sign, atLeast, aim }: Marks): Verdict {
  if (Number.isNaN(figure)) return 'not measured';
  const holds = (mark: number) => (sign === '≤' ? figure <= mark : figure >= mark);
  if (holds(aim)) return 'aim reached';
  if (atLeast === null) return 'below the aim';
  return holds(atLeast) ? 'accepted' : 'MISSED';
}

export function describeTargets(targets: readonly Target[]): string {
  const cells = targets.map((target) => [
    target.what,
    `${round(target.figure)}${target.unit === undefined ? '' : ` ${target.unit}`}`,
    target.atLeast === null ? '' : `${target.sign} ${target.atLeast}`,
    `${target.sign} ${target.aim}`,
    judge(target.figure, target),
  ]);
  return formatTable(['Target', 'measured', 'at least', 'aim', ''], cells);
}

/** Two decimals where they tell something. */
export function round(figure: number): string {
  if (Number.isNaN(figure)) return '–';
  return figure.toFixed(
    figure === 0 || Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2,
  );
}
