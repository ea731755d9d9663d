/** Makes of the config the assistants that a workspace offers, the usual one first. */
import { createAiDoctorBackend } from '../adapters/ai-doctor/ai-doctor-backend.ts';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Assistant, Assistants, TurnLimits } from '../core/assistant.ts';
import { cents, fromDollars } from '../core/money.ts';
import { browserSocket } from '../net/browser-socket.ts';
import { systemClock } from '../net/system-clock.ts';
import { onWake } from '../net/wake.ts';
import type { Config } from './config.ts';

/** What every line of this browser is made of. */
export const lineParts = {
  clock: systemClock,
  random: Math.random,
  onWake,
  createSocket: browserSocket,
};

export function offerAssistants(config: Config, dx0: Dx0Backend): Assistants {
  const panel = panelOf(config, dx0);
  return config.aiDoctor ? [panel, doctorOf(config, config.aiDoctor)] : [panel];
}

function panelOf(config: Config, { conversation }: Dx0Backend): Assistant {
  const { assistant: name, budget, limits } = config.dx0;
  return {
    id: 'dx0',
    name,
    backEnd: 'Dx0',
    purpose: 'Works a case with you: answers, reports tests within a budget, hears your diagnosis.',
    conversation,
    usualBudget: budget === null ? null : (fromDollars(budget) ?? cents(0)),
    limits: turnLimits(config, limits),
  };
}

function doctorOf(config: Config, doctor: NonNullable<Config['aiDoctor']>): Assistant {
  const { assistant: name, agents, limits } = doctor;
  const baseUrl = new URL(doctor.baseUrl, location.href).href;
  return {
    id: 'ai-doctor',
    name,
    backEnd: 'AI Doctor',
    purpose: 'Answers at length about a patient you describe, and screens for emergencies.',
    conversation: createAiDoctorBackend({ ...lineParts, baseUrl, agents }),
    usualBudget: null,
    limits: turnLimits(config, limits),
  };
}

function turnLimits({ limits }: Config, own: Config['dx0']['limits'] = {}): TurnLimits {
  const { firstFrame = limits.firstFrame, stall = limits.stall, giveUp = limits.giveUp } = own;
  return { firstFrame: firstFrame * 1000, stall: stall * 1000, giveUp: giveUp * 1000 };
}
