/**
 * An answer that is a refusal: an HTTP status and FastAPI's `detail`.
 *
 * Its one law: `detail` is a sentence, except for a 422, where it is the list of faults.
 */
import type { Fault } from '../python/pydantic.ts';

export class HttpFault extends Error {
  readonly status: number;
  readonly detail: string | readonly Fault[];

  constructor(status: number, detail: string | readonly Fault[]) {
    super(`HTTP ${status}`);
    this.status = status;
    this.detail = detail;
  }
}
