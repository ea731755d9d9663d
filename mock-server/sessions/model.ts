/**
 * The model behind the server, as far as one can be imitated: what it is sent, and what it says.
 *
 * Its one law: the same request gives the same outcome after the same time.
 */
import type { Mode } from '../options.ts';
import { analyse } from './answers/analyse.ts';
import { consult } from './answers/consult.ts';
import { readDirections, withoutDirections, type Shape } from './directions.ts';
import { textOr, type Fields } from './sessions.ts';
import type { Outcome } from './store.ts';

interface Spoken {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly Spoken[];
}

export interface ModelAnswer {
  readonly outcome: Outcome;
  /** How long it takes, in seconds. */
  readonly seconds: number;
}

/** What is sent for a request with `history`: everything in it counts, however odd it is. */
export function composeRequest(
  fields: Fields,
  said: string,
  systemPrompt: string | null,
): ModelRequest {
  const system = textOr(fields['system_prompt'], systemPrompt);
  const history = fields['history'] as readonly unknown[];
  return {
    model: textOr(fields['model'], 'gpt-4o'),
    messages: [
      ...(system === null ? [] : [{ role: 'system', content: system } as const]),
      ...history.map(readSpoken),
      { role: 'user', content: said },
    ],
  };
}

/** Whoever is not the assistant is taken for the user, whatever role was named. */
function readSpoken(entry: unknown): Spoken {
  const { role, content } = (typeof entry === 'object' && entry !== null ? entry : {}) as Fields;
  const text = typeof content === 'number' ? `${content}` : textOr(content, '');
  return { role: role === 'assistant' ? role : 'user', content: text };
}

export function answerQuestion(request: ModelRequest, rate: number): ModelAnswer {
  return run(request, rate, (messages) => {
    const system = messages.find(({ role }) => role === 'system')?.content ?? '';
    const said = messages.filter(({ role }) => role === 'user');
    return consult({ system, said: said.map(({ content }) => content) });
  });
}

export function answerTask(request: ModelRequest, rate: number, mode: Mode): ModelAnswer {
  return run(request, rate, (messages, shape) => {
    const history = messages.filter(({ role }) => role !== 'system').slice(0, -1);
    const context = history.map(({ content }) => content).join('\n');
    // The document asks for JSON and reads it as it comes; real models like to fence it.
    const usual = mode === 'real' ? 'fenced' : 'bare';
    return analyse({ task: messages.at(-1)?.content ?? '', context, shape: shape ?? usual });
  });
}

function run(
  request: ModelRequest,
  rate: number,
  answer: (messages: readonly Spoken[], shape: Shape | undefined) => string,
): ModelAnswer {
  const asked = request.messages.at(-1)?.content ?? '';
  const { seconds, failing, model, shape } = readDirections(asked);
  if (failing !== undefined) return { ...failures[failing], seconds: seconds ?? pause('', rate) };
  const messages = request.messages.map(({ role, content }) => ({
    ...{ role, content: withoutDirections(content) },
  }));
  const text =
    model === 'empty'
      ? ''
      : model === 'dump'
        ? `model=${request.model} messages=${JSON.stringify(request.messages)}`
        : answer(messages, shape);
  return { outcome: { text }, seconds: seconds ?? pause(text, rate) };
}

/** The least time to think, in pieces of a reply. */
const thought = 30;

/** A word is a piece. */
function pause(text: string, rate: number): number {
  return rate === 0 ? 0 : Math.max(thought, text.split(/\s+/).length) / rate;
}

const failures = {
  '401': { outcome: { error: '401 Incorrect API key provided: sk-stub' } },
  '500': {
    outcome: { error: '500 The server had an error while processing your request' },
  },
} as const;
