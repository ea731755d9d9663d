/** Makes of the config the assistants that a workspace offers, the usual one first. */
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Assistant, Assistants, TurnLimits } from '../core/assistant.ts';
import { cents, fromDollars } from '../core/money.ts';
import type { Config } from './config.ts';

export function offerAssistants(config: Config, dx0: Dx0Backend): Assistants {
  return [panelOf(config, dx0)];
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

function turnLimits({ limits }: Config, own: Config['dx0']['limits'] = {}): TurnLimits {
  const { firstFrame = limits.firstFrame, stall = limits.stall, giveUp = limits.giveUp } = own;
  return { firstFrame: firstFrame * 1000, stall: stall * 1000, giveUp: giveUp * 1000 };
}
