/**
 * What all connections of the mock AI Doctor server share.
 *
 * Owns who listens under which session id, and what was said in each session. Its one law: a session
 * id names a connection only while that connection is open and served; what was said outlives it.
 */
import type { Connection } from '../connection.ts';
import type { MockContext } from '../options.ts';
import { createFrames, type Frames } from './frames.ts';

export interface AiDoctor {
  readonly context: MockContext;
  readonly frames: Frames;
  /** The connection that hears what is sent under a session id. */
  readonly listeners: Map<string, Connection>;
  /** The messages of a session, oldest first, by its id. */
  readonly histories: Map<string, string[]>;
}

export function createAiDoctor(context: MockContext): AiDoctor {
  return {
    context,
    frames: createFrames(context),
    listeners: new Map(),
    histories: new Map(),
  };
}
