/**
 * The service at `/ws/chat/enhanced`, which wants a health profile before it answers anything.
 *
 * The running server never gets beyond its first question. Its one law: nothing that is said changes
 * that, an emergency included.
 */
import { noticeSpeed, stream, type Answer, type Turn } from './stream.ts';
import { wordTokens } from './tokens.ts';

const firstQuestion =
  "Hi! 👋 To provide you with the most accurate health advice, I'd like to learn a bit about you. This will only take a minute and helps me give you personalized care. Shall we begin?";

export async function onboard(turn: Turn, answer: Answer): Promise<void> {
  const { frames, histories } = turn.aiDoctor;
  const said = histories.get(turn.sessionId) ?? [];
  histories.set(turn.sessionId, [...said, turn.question.text]);
  if (said.length === 0) {
    const message = 'Starting health profile collection';
    answer.send(frames.status('onboarding_started', { message }));
  }
  answer.send(frames.streamStart({ onboarding: true, current_question: 0 }));
  await stream(turn, wordTokens(firstQuestion), noticeSpeed, answer);
  answer.end(frames.streamEnd({ onboarding_complete: false, profile_completion: 0 }));
}
