/** Makes of the config the assistants that a workspace offers, the usual one first. */
import { createAiDoctorBackend } from '../adapters/ai-doctor/ai-doctor-backend.ts';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { SessionsBackend, SessionsOptions } from '../adapters/sessions/sessions-backend.ts';
import { createSessionsBackend } from '../adapters/sessions/sessions-backend.ts';
import type { XiansBackend, XiansOptions } from '../adapters/xians/xians-backend.ts';
import type { Assistant, Assistants, TurnLimits } from '../core/assistant.ts';
import { cents, fromDollars } from '../core/money.ts';
import { newId } from '../lib/new-id.ts';
import { browserSocket } from '../net/browser-socket.ts';
import type { Credentials } from '../net/http.ts';
import type { Pace } from '../net/backoff.ts';
import type { Links } from '../net/link.ts';
import { systemClock } from '../net/system-clock.ts';
import { pageVisibility } from '../net/visibility.ts';
import { onWake } from '../net/wake.ts';
import type { Config } from './config.ts';
import { siteOf } from './site-of.ts';
import { usualTemplates } from './templates.ts';

/** What every line of this browser is made of. */
export const lineParts = {
  clock: systemClock,
  random: Math.random,
  onWake,
  createSocket: browserSocket,
};

/** Those that the site has; `null` for each that it does without. */
export interface Backends {
  readonly dx0: Dx0Backend | null;
  readonly sessions: SessionsBackend | null;
  readonly xians: XiansBackend | null;
}

/** The links of a back end, by its name. */
export type LinksOf = (backEnd: string) => Links;

/** How the lines to a back end are measured and paced, by its name. */
type LinesTo = (backEnd: string) => { readonly links: Links; readonly pace: Pace };

export function offerAssistants(
  config: Config,
  { dx0, sessions, xians }: Backends,
  linesTo: LinesTo,
): Assistants {
  const offered = [
    dx0 && config.dx0 && panelOf(config, config.dx0, dx0),
    config.aiDoctor && doctorOf(config, config.aiDoctor, linesTo('AI Doctor')),
    sessions && config.sessions && consultantOf(config, config.sessions, sessions),
    xians && config.xians && deskOf(config, config.xians, xians),
  ];
  const [usual, ...others] = offered.filter((assistant) => !!assistant);
  if (!usual) throw new Error('A config without an assistant is refused when it is read');
  return [usual, ...others];
}

export function openSessions(
  { sessions }: Config,
  credentials: Credentials | null,
  line: Pick<SessionsOptions, 'links' | 'onWake' | 'paceMemory'>,
): SessionsBackend | null {
  if (!sessions || !credentials) return null;
  const { requestsPerMinute, answerLimit, model } = sessions;
  return createSessionsBackend({
    ...lineParts,
    baseUrl: new URL(sessions.baseUrl, location.href).href,
    credentials,
    ...line,
    visibility: pageVisibility(),
    pace: { limit: requestsPerMinute, window: 60_000 },
    answerLimit: answerLimit * 1000,
    model,
  });
}

/** Fetched where a site has one: it brings two clients of its own. */
export async function openXians(
  { xians }: Config,
  participant: string,
  credentials: Credentials | null,
  line: Pick<XiansOptions, 'links' | 'onWake' | 'pace'>,
): Promise<XiansBackend | null> {
  if (!xians || !credentials) return null;
  const { createXiansBackend } = await import('../adapters/xians/xians-backend.ts');
  const { baseUrl, tenantId, workflow, answerLimit, heartbeat } = xians;
  return createXiansBackend({
    ...lineParts,
    ...line,
    ...{ tenantId, workflow, participant, credentials, newId },
    baseUrl: siteOf(baseUrl),
    answerLimit: answerLimit * 1000,
    heartbeatSeconds: heartbeat,
    notices: { workflow: xians.noticeWorkflow, scope: xians.noticeScope ?? null },
  });
}

type Settings<Service extends 'dx0' | 'aiDoctor' | 'sessions' | 'xians'> = NonNullable<
  Config[Service]
>;

function panelOf(
  config: Config,
  { assistant: name, budget, limits }: Settings<'dx0'>,
  { conversation }: Dx0Backend,
): Assistant {
  return {
    id: 'dx0',
    name,
    backEnd: 'Dx0',
    purpose: 'Works a case with you: answers, reports tests within a budget, hears your diagnosis.',
    conversation,
    usualBudget: budget === null ? null : (fromDollars(budget) ?? cents(0)),
    limits: turnLimits(config, limits),
    templates: [],
  };
}

function doctorOf(
  config: Config,
  doctor: Settings<'aiDoctor'>,
  lines: ReturnType<LinesTo>,
): Assistant {
  const { assistant: name, agents, limits } = doctor;
  const baseUrl = new URL(doctor.baseUrl, location.href).href;
  return {
    id: 'ai-doctor',
    name,
    backEnd: 'AI Doctor',
    purpose: 'Answers at length about a patient you describe, and screens for emergencies.',
    conversation: createAiDoctorBackend({ ...lineParts, ...lines, baseUrl, agents }),
    usualBudget: null,
    limits: turnLimits(config, limits),
    templates: [],
  };
}

/** An answer comes in one piece: the adapter says when it takes too long, before these limits do. */
function consultantOf(
  config: Config,
  sessions: Settings<'sessions'>,
  { conversation }: SessionsBackend,
): Assistant | null {
  const { assistant: name, roles, answerLimit, templates, limits } = sessions;
  if (!roles.includes('conversation')) return null;
  const patience = { stall: answerLimit + 30, giveUp: answerLimit + 30 };
  return {
    id: 'sessions',
    name,
    backEnd: 'Sessions',
    purpose: 'Answers in one piece, as you instruct it. You can continue the conversation later.',
    conversation,
    usualBudget: null,
    limits: turnLimits(config, { ...patience, ...limits }),
    templates: [...templates, ...usualTemplates],
  };
}

/** As with the consultant: an answer comes in one piece, and the adapter knows how long it may take. */
function deskOf(
  config: Config,
  xians: Settings<'xians'>,
  { conversation }: XiansBackend,
): Assistant | null {
  const { assistant: name, roles, answerLimit, limits } = xians;
  if (!roles.includes('conversation')) return null;
  const patience = { stall: answerLimit + 30, giveUp: answerLimit + 30 };
  return {
    id: 'xians',
    name,
    backEnd: 'XiansAi',
    purpose:
      'Answers, shows the figures it has, and hands over to a colleague where that is safer.',
    conversation,
    usualBudget: null,
    limits: turnLimits(config, { ...patience, ...limits }),
    templates: [],
  };
}

function turnLimits({ limits }: Config, own: Settings<'dx0'>['limits'] = {}): TurnLimits {
  const { firstFrame = limits.firstFrame, stall = limits.stall, giveUp = limits.giveUp } = own;
  return { firstFrame: firstFrame * 1000, stall: stall * 1000, giveUp: giveUp * 1000 };
}
