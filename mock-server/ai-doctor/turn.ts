/**
 * One turn: from the message that was taken to the last frame of its answer.
 *
 * Owns the order of the frames. Its one law: an answer ends with exactly
 * one `end`, which after a failure of an agent is an error and no `stream_end`.
 */
import { pythonRepr } from '../python/repr.ts';
import type { AiDoctor } from './ai-doctor.ts';
import { composeAnswer, type AgentName } from './answers/compose.ts';
import { readDirections, type Directions } from './directions.ts';
import { disclaimer, emergencyText, findEmergency, type Emergency } from './emergency.ts';
import { safetyIssues } from './safety.ts';
import { emergencySpeed, noticeSpeed, stream, type Answer, type Turn } from './stream.ts';
import { characterTokens, modelTokens, wordTokens } from './tokens.ts';

const agents: readonly AgentName[] = ['triage', 'diagnostic', 'treatment'];

/** The disclaimer comes in one go; slower only than a model that is faster yet. */
const disclaimerRate = 2500;

/** Rejects when the connection is gone. */
export async function respond(turn: Turn, answer: Answer): Promise<void> {
  const { frames, histories } = turn.aiDoctor;
  const { text, agents: withAgents } = turn.question;
  answer.send(frames.status('validating', { step: 'safety_check' }));
  const issues = safetyIssues(text);
  if (issues.length > 0) {
    const message = `Input validation failed: ${issues.join(', ')}`;
    return answer.end(frames.error('safety_violation', message));
  }
  answer.send(frames.status('checking_emergency', { step: 'emergency_detection' }));
  const said = [...(histories.get(turn.sessionId) ?? []), text];
  histories.set(turn.sessionId, said);
  const emergency = findEmergency(text);
  if (emergency !== undefined) return raise(turn, emergency, answer);
  if (withAgents) return consult(turn, said, answer);
  answer.send(frames.streamStart());
  const notice = 'Agent system is disabled. Enable agents for full functionality.';
  await stream(turn, wordTokens(notice), noticeSpeed, answer);
  answer.end(frames.streamEnd());
}

async function raise(turn: Turn, emergency: Emergency, answer: Answer): Promise<void> {
  const { frames } = turn.aiDoctor;
  answer.send(frames.streamStart({ emergency: true, severity: emergency.severity }));
  await stream(turn, characterTokens(emergencyText(emergency)), emergencySpeed, answer);
  // Another word than at the start, as running servers have it.
  answer.end(frames.streamEnd({ emergency_detected: true, severity: 'EMERGENCY' }));
}

async function consult(turn: Turn, said: readonly string[], answer: Answer): Promise<void> {
  const { aiDoctor, question, profile, sessionId } = turn;
  const { frames, context } = aiDoctor;
  const directions = readDirections(question.text);
  const texts = composeAnswer({ said, profile, length: directions.length });
  const rate = (): number => directions.rate ?? context.rate();
  answer.send(frames.streamStart({ workflow: 'multi_agent', agents }));
  for (const agent of agents) {
    announce(frames, agent, answer);
    if (directions.failing === agent) {
      const message = 'Error processing request: stub LLM failure';
      return answer.end(frames.error('agent_error', message));
    }
    const text = directedText(directions, agent, said) ?? texts[agent];
    await stream({ ...turn, rate }, modelTokens(text), 1, answer);
  }
  const burst = (): number => (rate() === 0 ? 0 : Math.max(rate(), disclaimerRate));
  await stream({ ...turn, rate: burst }, characterTokens(`\n\n${disclaimer}`), 1, answer);
  answer.end(frames.streamEnd({ agents_completed: agents, session_id: sessionId }));
}

function announce({ status }: AiDoctor['frames'], agent: AgentName, answer: Answer): void {
  const name = { agent: `${agent.charAt(0).toUpperCase()}${agent.slice(1)} Agent` };
  answer.send(status(`running_${agent}`, { current_agent: agent }));
  for (const step of ['processing', 'retrieving_context', 'generating_response']) {
    answer.send(status(step, name));
  }
}

/** What the magic words make an agent say, or undefined for its own answer. */
function directedText(
  { model }: Directions,
  agent: AgentName,
  said: readonly string[],
): string | undefined {
  if (model === 'empty' && agent !== 'treatment') return '';
  if (model !== 'echo' || agent !== 'triage') return undefined;
  const history = said.map((message) => `('HumanMessage', ${pythonRepr(message)})`);
  return `history=[${history.join(', ')}]\n\n`;
}
