/** The stages of an assistant's work on a reply, with how long each took. Pure. */
import type { Exchange, Turn } from './conversation.ts';

export interface TimedStep {
  readonly name: string;
  readonly agent: string | null;
  readonly startedAt: number;
  /** `null` while it goes on. */
  readonly endedAt: number | null;
}

/** A stage lasts until the next begins, and the last one until the turn ends. */
export function timeSteps({ steps, turn }: Pick<Exchange, 'steps' | 'turn'>): readonly TimedStep[] {
  return steps.map(({ name, agent, startedAt }, index) => ({
    name,
    agent,
    startedAt,
    endedAt: steps[index + 1]?.startedAt ?? endOf(turn),
  }));
}

function endOf(turn: Turn): number | null {
  if (turn.phase === 'finished') return turn.finishedAt;
  return turn.phase === 'interrupted' ? turn.at : null;
}

/** Several steps of one agent in a row, or one step of nobody in particular. */
export interface Stage {
  readonly name: string;
  /** What its agent does now, where that is more than its name says. */
  readonly detail: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export function stagesOf(steps: readonly TimedStep[]): readonly Stage[] {
  return steps.reduce<readonly Stage[]>((stages, { name, agent, startedAt, endedAt }, index) => {
    const detail = agent === null || agent === name ? null : name;
    const before = stages.at(-1);
    if (before && agent !== null && steps[index - 1]?.agent === agent) {
      return stages.with(-1, { ...before, detail, endedAt });
    }
    return [...stages, { name: agent ?? name, detail, startedAt, endedAt }];
  }, []);
}

/** Where in the reply another agent begins to speak, with the name it goes by. */
export interface Seam {
  /** Characters of the reply before it. */
  readonly offset: number;
  readonly agent: string;
}

/** Several stages of one agent are one seam. */
export function seamsOf({ steps }: Pick<Exchange, 'steps'>): readonly Seam[] {
  const seams: Seam[] = [];
  for (const { agent, after } of steps) {
    if (agent === null || seams.at(-1)?.agent === agent) continue;
    // An agent that said nothing leaves no place of its own.
    if (seams.at(-1)?.offset === after) seams.pop();
    seams.push({ offset: after, agent });
  }
  return seams;
}
