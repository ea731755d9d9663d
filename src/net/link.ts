/**
 * What a transport reports to, and asks for leave: one for each tenant, back end and transport.
 *
 * HTTP, the reconnecting socket, a hub and a stream of events all speak to this and to nothing else.
 * Its one law: a transport works the same whether anybody measures or not.
 */
import type { ConnectionState } from '../core/connection.ts';
import type { Transport } from '../core/telemetry.ts';

/** The end of something that was begun. Only what is told first counts. */
export interface Measured {
  succeed(): void;
  /** An abort counts as cancelled. */
  fail(error: unknown): void;
  /** Nobody waits for it any more. */
  cancel(): void;
}

export interface Link {
  /**
   * Makes one request, where requests are let out at all.
   *
   * @param operation a name of the code's own; never an address with ids or a query in it
   * @throws `CircuitOpen` without asking; whatever `ask` throws
   */
  run<Result>(operation: string, ask: () => Promise<Result>): Promise<Result>;
  /** Measures what is no single promise, e.g. a message whose answer comes as a frame. */
  begin(operation: string): Measured;
  /** What went wrong while nothing was asked for, e.g. a line that is lost. */
  note(operation: string, error: unknown): void;
  /** How the standing line stands now; `idle` when it is given up. */
  stands(state: ConnectionState): void;
}

/** The links of one back end. */
export type Links = (transport: Transport) => Link;

const nothing = () => undefined;

/** Where nobody measures. */
export const unmeasured: Link = {
  run: (_operation, ask) => ask(),
  begin: () => ({ succeed: nothing, fail: nothing, cancel: nothing }),
  note: nothing,
  stands: nothing,
};

/** Runs what is measured from its beginning to its end. */
export async function measure<Result>(
  measured: Measured,
  ask: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await ask();
    measured.succeed();
    return result;
  } catch (error) {
    measured.fail(error);
    throw error;
  }
}
