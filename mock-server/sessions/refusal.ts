/**
 * An answer that is a refusal: an HTTP status and the word for it, as in `{"error":"not_found"}`.
 *
 * Its one law: a refusal changes nothing.
 */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
  }
}

/** A body that never reached a route: no JSON, or too much of it. */
export class BodyFault extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}
