/**
 * The dress in which a structured result comes, as models were seen to give it.
 *
 * Its one law: the result in it is the same, except where it is to be broken or surprising.
 */
import type { Shape } from '../directions.ts';

type Result = Readonly<Record<string, unknown>> | readonly string[];

export function dress(result: Result, shape: Shape): string {
  const text = JSON.stringify(result);
  switch (shape) {
    case 'bare':
      return text;
    case 'fenced':
      return fence(text);
    case 'prose':
      return `Here is the analysis you asked for:\n\n${fence(text)}\n\nPlease consult a professional.`;
    case 'broken':
      return `\`\`\`json\n${text.slice(0, Math.ceil(text.length / 2))}`;
    case 'surprising':
      return fence(JSON.stringify(surprise(result)));
  }
}

function fence(text: string): string {
  return `\`\`\`json\n${text}\n\`\`\``;
}

/** Well-formed, with every value of a type that nobody asked for, and a key too many. */
function surprise(result: Result): Readonly<Record<string, unknown>> {
  const turned = Object.entries(result).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join('; ') : [value],
  ]);
  return { ...(Object.fromEntries(turned) as Record<string, unknown>), note: { certain: false } };
}
