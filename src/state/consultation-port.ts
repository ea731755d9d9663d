/**
 * What the live side of a person's work is asked for by panels and by what watches it.
 *
 * `consultation.ts` fills it; who only talks to it needs no more than this.
 */
import type { AlertReport } from '../core/alert.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { Assistants } from '../core/assistant.ts';
import type { Scheduler } from '../core/clock.ts';
import type { Action, Conversation, Priority } from '../core/conversation.ts';
import type { ConversationEvent } from '../core/events.ts';
import type { Cents } from '../core/money.ts';
import type { PatientProfile } from '../core/patient-profile.ts';
import type { ArchivedWork } from '../core/resume.ts';
import type {
  Beginning,
  ConsultationState,
  ConversationOptions,
  Editing,
} from './consultation-state.ts';

export interface ConsultationOptions extends Beginning {
  /** Who acknowledges alerts. */
  user: string;
  scheduler: Scheduler;
  /** How often a message may come back untaken before it is set aside. */
  mostAttempts?: number;
  /** Resolves when the state is safe enough for a message to go out. Without it they go at once. */
  beforeSend?: () => Promise<void>;
}

export interface Consultation {
  readonly store: StoreApi<ConsultationState>;
  readonly assistants: Assistants;
  /** Puts a message in the queue; it goes out as soon as it may. `forecast` in cents. */
  write(action: Action, text: string, forecast?: Cents | null, mayExceed?: boolean): void;
  /** Takes back a message that has not gone out. */
  withdraw(messageId: string): void;
  /** Gives a message that waits another place among those that wait, from 0. */
  move(messageId: string, place: number): void;
  /** Puts a message that waits before all others, and lets a held queue go on. */
  sendFirst(messageId: string): void;
  /** Opens a question that waits for other words; `null` leaves it as it was. */
  edit(editing: Editing | null): void;
  /** Takes the words that were edited, and sends them when their turn comes; an empty text changes nothing. */
  saveEdit(): void;
  /** What waits goes out by priority, and within one as it stands. */
  prioritise(messageId: string, priority: Priority): void;
  /** Lets a message that was set aside wait again. */
  retry(messageId: string): void;
  /** Lets a held queue go on. */
  resumeQueue(): void;
  /** Keeps what has arrived of the present reply and takes no more of it. */
  stop(): void;
  /** Ends the conversation and opens the next with that assistant. */
  startConversation(assistantId: string, options: ConversationOptions): void;
  /**
   * Ends the conversation and goes on with one that had ended, where its assistant can: else
   * nothing happens, and the answer is false.
   */
  continueConversation(conversation: Conversation): boolean;
  /** Gives the live conversation or an earlier one a name; an empty one takes it away. */
  rename(conversationId: string, name: string): void;
  /** Waits again for a reply that was given up, where its assistant can look for it. */
  awaitReply(messageId: string): void;
  /** Says who the patient is; goes along with the messages sent from now on. */
  changeProfile(profile: PatientProfile): void;
  /** The person has seen an alert of the live conversation or an earlier one, and takes it on. */
  acknowledge(conversationId: string, alertId: string, reason: string): void;
  /**
   * An alert that came by another way than the line of the live conversation; one that is known
   * already, in this conversation or an earlier one, is not raised again.
   */
  raiseAlert(report: AlertReport): void;
  /** Stands for what a tab left that is closed now; messages that had not gone out wait, held. */
  takeIn(left: ArchivedWork): void;
  /** Connects now instead of at the end of a wait. */
  tryNow(): void;
  /** Told every event but text and what is ignored, after it took effect. */
  onEvent(listener: (event: ConversationEvent) => void): () => void;
  close(): void;
}
