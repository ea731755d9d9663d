/**
 * An assistant that a workspace offers: a name for people, a back end that answers, and what a
 * conversation with it may take. A conversation is held with one, chosen at its start.
 */
import type { ConversationBackend } from './backend.ts';
import type { Source } from './conversation.ts';
import type { Cents } from './money.ts';

/** What an assistant can be told to be, to choose from and to change. */
export interface Template {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  readonly instructions: string;
}

/** How long a reply is waited for. All in milliseconds. */
export interface TurnLimits {
  /** From sending to the first frame. */
  readonly firstFrame: number;
  /** Silence inside a reply after which the person is told. */
  readonly stall: number;
  /** Silence inside a reply after which it is given up. */
  readonly giveUp: number;
}

export interface Assistant {
  /** By which a kept conversation finds it again, e.g. `dx0`. */
  readonly id: string;
  /** What it is called on screen. */
  readonly name: string;
  /** The system that answers, as people know it. */
  readonly backEnd: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  readonly conversation: ConversationBackend;
  /** What a conversation may spend unless the person says otherwise, in cents; `null` for no limit. */
  readonly usualBudget: Cents | null;
  readonly limits: TurnLimits;
  /** What a conversation may begin with, the usual one first; empty where it takes no instructions. */
  readonly templates: readonly Template[];
}

/** What a workspace offers, the usual one first. */
export type Assistants = readonly [Assistant, ...Assistant[]];

/** Whether a conversation with it costs money, and may be given a budget. */
export function takesMoney({ conversation }: Assistant): boolean {
  return conversation.capabilities.budget;
}

export function findAssistant(assistants: Assistants, id: string): Assistant | undefined {
  return assistants.find((assistant) => assistant.id === id);
}

/** An earlier conversation can be gone on with. */
export function takesUpEarlier({ conversation }: Assistant): boolean {
  return conversation.capabilities.continues;
}

/** What is said of it on every reply. */
export function sourceOf({ id, name, backEnd, conversation }: Assistant, tenant: string): Source {
  const { replies } = conversation.capabilities;
  return { assistantId: id, assistant: name, backEnd, tenant, sessionId: null, replies };
}
