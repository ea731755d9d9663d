/** One schedule from its first step to its verdicts. */
import { findScenario } from '../mock-server/scenarios/index.ts';
import { isQueued } from '../src/core/conversation.ts';
import type { Finding, Intent } from './checker.ts';
import { findFaults } from './checker.ts';
import type { SoakConsole } from './console.ts';
import { allConversations, openConsole } from './console.ts';
import type { Step } from './schedule.ts';

/** Real milliseconds in which a console must come to rest once nothing goes wrong any more. */
const healingLimit = 15_000;

export async function runSchedule(steps: readonly Step[], seed: number): Promise<Finding[]> {
  const soak = await openConsole(seed);
  const intents: Intent[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      await perform(soak, step, index, intents);
      await soak.signInIfNeeded();
    }
    soak.server.faults.disarm();
    const rested = await heal(soak, intents);
    const findings = [...rested, ...check(soak, intents)];
    await soak.close();
    return [...findings, ...leaks(soak)];
  } finally {
    await soak.close();
    await soak.server.close();
  }
}

async function perform(
  soak: SoakConsole,
  step: Step,
  index: number,
  intents: Intent[],
): Promise<void> {
  const consultation = soak.consultation();
  switch (step.does) {
    case 'ask':
    case 'order': {
      const action = step.does;
      const text =
        action === 'ask' ? `Question ${index}: tell about ${step.topic}` : `assay ${index}`;
      intents.push({ action, text });
      consultation.write(action, text);
      return tick();
    }
    case 'stop':
      return consultation.stop();
    case 'withdraw':
      return withdrawLast(soak, intents);
    case 'resume-queue':
      return consultation.resumeQueue();
    case 'start-conversation':
      return startConversation(soak, intents);
    case 'reload':
      return soak.reload();
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, step.ms));
    case 'fault':
      soak.server.faults.arm(step.fault);
  }
}

function withdrawLast(soak: SoakConsole, intents: Intent[]): void {
  const last = soak.state().conversation.exchanges.findLast(isQueued)?.message;
  if (!last) return;
  soak.consultation().withdraw(last.id);
  intents.splice(
    intents.findIndex(({ text }) => text === last.text),
    1,
  );
}

/** What waits is taken back first: an ended conversation sends nothing any more. */
function startConversation(soak: SoakConsole, intents: Intent[]): void {
  while (soak.state().conversation.exchanges.some(isQueued)) withdrawLast(soak, intents);
  soak.consultation().startConversation('dx0', { budget: null });
}

/** Waits as a person does: lets held messages go on, and asks once more at the end. */
async function heal(soak: SoakConsole, intents: Intent[]): Promise<Finding[]> {
  const limit = performance.now() + healingLimit;
  let isLastAsked = false;
  for (;;) {
    await soak.signInIfNeeded();
    const { conversation, connection } = soak.state();
    const isQuiet = conversation.onWire === null && !conversation.exchanges.some(isQueued);
    if (isQuiet && isLastAsked && connection.phase === 'online') return [];
    if (isQuiet && !isLastAsked) {
      isLastAsked = true;
      intents.push({ action: 'ask', text: 'The last question: any allergies?' });
      soak.consultation().write('ask', 'The last question: any allergies?');
    }
    if (conversation.queueHeld) soak.consultation().resumeQueue();
    if (connection.phase === 'failed') soak.consultation().tryNow();
    if (performance.now() > limit) {
      return [{ verdict: 'stuck', about: `line ${connection.phase}, wire ${conversation.onWire}` }];
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function check(soak: SoakConsole, intents: readonly Intent[]): Finding[] {
  const scenario = findScenario('chest-pain');
  if (!scenario) throw new Error('The scenario of the soak is not there');
  const state = soak.state();
  return findFaults({
    intents,
    received: soak.server.received(),
    shown: allConversations(state).flatMap(({ exchanges }) => exchanges),
    hadMalformed: allConversations(state).some(({ ignoredFrames }) => ignoredFrames.malformed > 0),
    orders: state.account.orders,
    scenario,
  });
}

function leaks(soak: SoakConsole): Finding[] {
  const findings: Finding[] = [];
  const sockets = soak.openSockets();
  if (sockets > 0) findings.push({ verdict: 'leaked', about: `${sockets} sockets` });
  const { timers } = soak.clock;
  if (timers > 0) findings.push({ verdict: 'leaked', about: `${timers} timers` });
  return findings;
}

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
