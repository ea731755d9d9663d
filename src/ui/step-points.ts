/** The corners of a staircase, and how high its chart has to be. */
export interface StepPoint {
  readonly x: number;
  readonly y: number;
}

/** A line that stays at each value until the next step: `start` at 0, the first step at 1. */
export function stepPoints(start: number, values: readonly number[]): readonly StepPoint[] {
  let height = start;
  const points: StepPoint[] = [{ x: 0, y: start }];
  values.forEach((value, index) => {
    points.push({ x: index + 1, y: height }, { x: index + 1, y: value });
    height = value;
  });
  return [...points, { x: values.length + 1, y: height }];
}

/** The line of what may come: up from the end of the staircase, then on. */
export function forecastPoints(steps: readonly StepPoint[], value: number): readonly StepPoint[] {
  const end = steps.at(-1);
  if (!end) return [];
  return [end, { x: end.x, y: value }, { x: end.x + 1, y: value }];
}

/** The highest value shown: all of the line with air above it, and the limit where it is near. */
export function topOf(values: readonly number[], limit: number | null): number {
  const highest = Math.max(1, ...values);
  const isNear = limit !== null && limit <= highest * 1.6;
  return Math.max(highest, isNear ? limit : 0) * 1.12;
}
