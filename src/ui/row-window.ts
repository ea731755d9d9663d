/** Which rows of a list are drawn. Pure; everything in rows. */
export interface Rows {
  readonly start: number;
  readonly end: number;
}

/** As many are drawn before and behind those in sight. */
const far = 15;
/** More are drawn when fewer than these are left. */
const near = 5;

/** The same while it still serves. */
export function spanOfRows(span: Rows, top: number, height: number): Rows {
  const first = Math.max(0, Math.floor(top));
  const last = Math.ceil(top + height);
  const isEnough = span.start <= Math.max(0, first - near) && span.end >= last + near;
  const isTooMuch = span.start < first - 3 * far || span.end > last + 3 * far;
  if (isEnough && !isTooMuch) return span;
  return { start: Math.max(0, first - far), end: last + far };
}
