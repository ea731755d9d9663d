/**
 * Tokens on their way, one after another in time.
 *
 * Owns the speeds. Its one law: every speed follows the rate the mock server is told, so that a test
 * without delays has none.
 */
import { createPace } from '../pace.ts';
import type { AiDoctor } from './ai-doctor.ts';
import type { Question } from './messages.ts';
import type { PatientProfile } from './profile.ts';

/** Where the frames of an answer go. */
export interface Answer {
  /** As of a `Reply`; nothing where it answers nothing that was taken. */
  says?(text: string): void;
  send(frame: string): void;
  end(frame: string): void;
}

export interface Turn {
  readonly aiDoctor: AiDoctor;
  readonly question: Question;
  readonly profile: PatientProfile;
  readonly sessionId: string;
  readonly gone: AbortSignal;
}

/**
 * What the server streams by itself has a speed of its own. These are its measured tokens a second
 * for each piece a second that the mock server is told (40 unless it is told otherwise).
 */
export const emergencySpeed = 90 / 40;
export const noticeSpeed = 20 / 40;

/** `speed` is in tokens for each piece that the server's rate allows. */
export async function stream(
  { aiDoctor, gone, rate = aiDoctor.context.rate }: Turn & { readonly rate?: () => number },
  tokens: readonly string[],
  speed: number,
  answer: Answer,
): Promise<void> {
  const pace = createPace(() => rate() * speed);
  answer.says?.(tokens.join(''));
  for (const token of tokens) {
    await pace.next(gone);
    answer.send(aiDoctor.frames.token(token));
  }
}
