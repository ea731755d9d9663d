/** Who is not asked for a while, by name. Apart from the other words: the bar needs it at once. Pure. */
import type { LinkName, Transport } from '../../core/telemetry.ts';

const parts: Readonly<Record<Transport, string>> = {
  rest: 'requests',
  socket: 'live line',
  hub: 'live line',
  sse: 'notices',
};

/**
 * Who rests, each once: one of the lines of a back end, or the back end itself where that is all by which it is asked.
 *
 * @param all the lines there are
 */
export function namesOfResting(
  resting: readonly LinkName[],
  all: readonly LinkName[],
): readonly string[] {
  const rests = (line: LinkName) =>
    resting.some((one) => one.backEnd === line.backEnd && one.transport === line.transport);
  // Notices only come in: a back end that rests but for them is not asked at all.
  const asks = [...resting, ...all].filter(({ transport }) => transport !== 'sse');
  const names = resting.map((link) => {
    const lines = asks.filter(({ backEnd }) => backEnd === link.backEnd);
    const isWhole = lines.some(isForRequests) && lines.every(rests);
    return isWhole ? link.backEnd : nameOfLine(link);
  });
  return [...new Set(names)];
}

function isForRequests({ transport }: LinkName): boolean {
  return transport === 'rest';
}

/** `XiansAi live line` */
export function nameOfLine({ backEnd, transport }: LinkName): string {
  return `${backEnd} ${parts[transport]}`;
}
