/**
 * What a client may say on the socket, and the server's words for what it may not.
 *
 * Its one law: the sentences are those of the running server, byte for byte.
 */
import { wireContentLimit, type WireMessage } from '../../src/adapters/dx0/wire.ts';
import type { Mode } from '../options.ts';
import { parsePythonJson, PythonJsonError } from '../python/json.ts';
import {
  checkMember,
  checkString,
  checkWord,
  describeFaults,
  isFields,
  type Fault,
} from '../python/pydantic.ts';

/** Real servers take lower case only; the document prints upper case only. */
const actions: Readonly<Record<Mode, readonly string[]>> = {
  real: ['question', 'test', 'diagnosis'],
  documented: ['QUESTION', 'TEST', 'DIAGNOSIS'],
};

export type Parsed = { readonly message: WireMessage } | { readonly error: string };

export function parseMessage(text: string, mode: Mode): Parsed {
  try {
    return checkMessage(parsePythonJson(text), mode);
  } catch (error) {
    if (error instanceof PythonJsonError) return { error: error.message };
    throw error;
  }
}

function checkMessage(payload: unknown, mode: Mode): Parsed {
  if (!isFields(payload)) return refuse([modelFault(payload)]);
  const [firstAction = 'question'] = actions[mode];
  const withDefault = { action: firstAction, ...payload };
  const faults = [
    ...checkMember(withDefault, 'action', [], checkWord(actions[mode])),
    ...checkMember(payload, 'content', [], checkString({ min: 1, max: wireContentLimit })),
  ];
  if (faults.length > 0) return refuse(faults);
  return { message: { action: withDefault.action, content: String(payload['content']) } };
}

function modelFault(input: unknown): Fault {
  const msg = 'Input should be a valid dictionary or instance of MessageIn';
  return { type: 'model_type', loc: [], msg, input };
}

function refuse(faults: readonly Fault[]): Parsed {
  return { error: describeFaults('MessageIn', faults) };
}
