/**
 * What a fault can be aimed at, and whether it is.
 *
 * Its one law: a condition about something the target does not have (a text, where nothing was
 * said) does not hold.
 */
import type { Fault } from './spec.ts';

/** Something that is about to happen in the server. */
export interface Target {
  readonly backEnd: string;
  readonly path: string;
  readonly method?: string;
  /** The number of the connection, counted from 1 over the life of the server. */
  readonly connection?: number;
  readonly action?: string;
  readonly text?: string;
}

export function isAimedAt(fault: Fault, target: Target): boolean {
  const match = 'match' in fault ? fault.match : undefined;
  if (match === undefined) return true;
  const { backEnd, path, method, connection, action, text } = match;
  return (
    (backEnd === undefined || backEnd === target.backEnd) &&
    (path === undefined || globPattern(path).test(target.path)) &&
    (method === undefined || sameWord(method, target.method)) &&
    (connection === undefined || connection === target.connection) &&
    (action === undefined || sameWord(action, target.action)) &&
    (text === undefined || target.text?.includes(text) === true)
  );
}

function sameWord(wanted: string, found: string | undefined): boolean {
  return found?.toLowerCase() === wanted.toLowerCase();
}

function globPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*|\*|[^\w/*]/g, (part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
