/**
 * How much the server was asked: connections, messages and REST calls since it was made.
 *
 * Its one law: everything is counted as it arrives, whatever fault befalls it.
 */

export interface CountsReport {
  readonly connections: { readonly opened: number; readonly refused: number };
  /** Messages that arrived on connections, by back end; also those that were not understood. */
  readonly messages: Readonly<Record<string, number>>;
  /** Requests, by method and route. */
  readonly rest: Readonly<Record<string, number>>;
}

export interface Counts {
  /** Gives the connection its number, counted from 1. */
  opened(): number;
  refused(): void;
  message(backEnd: string): void;
  rest(route: string): void;
  report(): CountsReport;
}

export function createCounts(): Counts {
  const connections = { opened: 0, refused: 0 };
  const messages = new Map<string, number>();
  const rest = new Map<string, number>();
  const count = (counter: Map<string, number>, name: string): void =>
    void counter.set(name, (counter.get(name) ?? 0) + 1);
  return {
    opened: () => (connections.opened += 1),
    refused: () => void (connections.refused += 1),
    message: (backEnd) => count(messages, backEnd),
    rest: (route) => count(rest, route),
    report: () => ({
      connections: { ...connections },
      messages: Object.fromEntries(messages),
      rest: Object.fromEntries(rest),
    }),
  };
}
