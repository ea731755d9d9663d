/**
 * The ports: what Bedside asks of a back end, in the product's own words.
 *
 * An adapter implements the roles its system has and hands over our events and records, never
 * what travelled on its wire. A panel asks for a role or a capability, never for a system by name.
 */
import type { Action, ReplyFormat } from './conversation.ts';
import type { ConnectionState } from './connection.ts';
import type { BackendEvent } from './events.ts';
import type { Cents } from './money.ts';
import type { Pace } from './pacing.ts';
import type { PatientProfile, ProfileField } from './patient-profile.ts';

/** What a conversation back end can do; panels appear and vanish by it. */
export interface Capabilities {
  readonly actions: readonly Action[];
  /** It works the case that the case role tells of. */
  readonly case: boolean;
  /** Orders cost money, and a limit may be set. */
  readonly budget: boolean;
  /** Messages are screened for emergencies. */
  readonly emergencies: boolean;
  /** How many messages the server takes in a time; `null` where it does not say. */
  readonly pace: Pace | null;
  /** What it takes of the patient's profile, sent with each message. */
  readonly profile: readonly ProfileField[];
  /** How its replies are written. */
  readonly replies: ReplyFormat;
  /** The longest message, in characters. */
  readonly messageLimit: number;
  /** Its server keeps what is said in the history by itself. */
  readonly isKeptByServer: boolean;
  /** A conversation that has ended, or was held on another line, can be gone on with. */
  readonly continues: boolean;
}

export interface OutgoingMessage {
  readonly id: string;
  readonly action: Action;
  readonly text: string;
  readonly forecast: Cents | null;
  /** Only fields that the back end takes; `null` where there is nothing of them. */
  readonly profile: PatientProfile | null;
}

/** What was said before, oldest first. Only whole replies, each after what it answers. */
export interface Said {
  readonly by: 'clinician' | 'assistant';
  readonly text: string;
}

/** A conversation that is taken up again. */
export interface Continuation {
  /** The server's name for its session; `null` where there was none. */
  readonly sessionId: string | null;
  readonly said: readonly Said[];
  /** What the server calls the messages that are shown already; left out where it names none. */
  readonly seen?: readonly string[];
  /** The message whose reply is looked for as soon as the line is there; left out where none is. */
  readonly owed?: string;
}

export interface OpenOptions {
  /** What the conversation is called; `null` and left out where it was given no name. */
  readonly name?: string | null;
  /** What the assistant is told to be; `null` and left out for nothing. Only some take it. */
  readonly instructions?: string | null;
  /**
   * For a back end that keeps no memory of its own, or takes up an earlier session. Left out, the
   * conversation begins anew.
   */
  readonly continues?: Continuation | undefined;
  /** The most to spend, in cents; `null` for no limit. A server may have a limit of its own. */
  readonly budget: Cents | null;
  /** What is left of it as far as anybody knows; `null` where nobody does, or there is no limit. */
  readonly remaining: Cents | null;
  /** The server has told that limit, or that there is none; else it may have one of its own. */
  readonly isLimitTold: boolean;
}

/** Where an adapter reports. Called in the order of arrival, never after `Channel.close`. */
export interface EventSink {
  event(event: BackendEvent): void;
  connection(state: ConnectionState): void;
}

/** An open line to an assistant. It reconnects by itself while that can help. */
export interface Channel {
  /**
   * Puts one message on the wire. One at a time: the next may go when this one's reply has
   * finished or failed. What cannot go out comes back as `message-returned`.
   */
  send(message: OutgoingMessage): void;
  /**
   * Looks for the answer to a message that was sent before, on this line or an earlier one, and
   * waits on for it. Never sends it. Only where the back end continues conversations.
   */
  await?(message: OutgoingMessage): void;
  /** What the conversation is called, should its server not have heard of it yet. */
  rename?(name: string | null): void;
  /** Drops the present connection and makes a new one now. */
  reconnect(): void;
  /** Ends the line for good; nothing is reported any more. */
  close(): void;
}

export interface ConversationBackend {
  readonly capabilities: Capabilities;
  open(options: OpenOptions, sink: EventSink): Channel;
}

export interface CaseSummary {
  readonly summary: string;
}

export interface CaseBackend {
  /** @throws the errors of `errors.ts` */
  readCase(signal?: AbortSignal): Promise<CaseSummary>;
  /** Names of the tests on offer. @throws the errors of `errors.ts` */
  readTests(signal?: AbortSignal): Promise<readonly string[]>;
}

/** What the service of an assistant keeps of a person by itself, over all their conversations with it. */
export interface ThreadBackend {
  /** As people know the system. */
  readonly backEnd: string;
  /** What the assistant is called on screen. */
  readonly assistant: string;
  /** All of it, for good. What is not there is deleted. @throws the errors of `errors.ts` */
  deleteAll(): Promise<void>;
}

/** One line of a transcript for export: who, and what. */
export interface TranscriptLine {
  readonly speaker: string;
  readonly text: string;
}

/** A FHIR R4 bundle as the server made it; `json` is for download, `entries` for a preview. */
export interface FhirBundle {
  readonly json: string;
  readonly entries: number;
}

/** Records made by the server. @throws `Forbidden` where the person may not, and the others. */
export interface ExportBackend {
  exportTranscript(patientId: string, lines: readonly TranscriptLine[]): Promise<FhirBundle>;
  exportOrders(patientId: string, tests: readonly string[]): Promise<FhirBundle>;
}

/** Who is signed in. */
export interface Identity {
  readonly user: string;
  /** Empty where there are none. */
  readonly group: string;
  readonly sessionId: string;
  /** It has just begun: nothing was said or spent on it before. */
  readonly isNewSession: boolean;
  /** The server makes export bundles for this person. */
  readonly mayExport: boolean;
  /** Server time less this machine's, in milliseconds; 0 where the server did not tell. */
  readonly clockSkew: number;
}

/**
 * What a person is asked for, beside their name: a password, a key that somebody gave them, or nothing
 * at all, so that a name is all there is and proves nothing.
 */
export type Proof = 'password' | 'key' | 'none';

export interface SignIn {
  readonly proof: Proof;
  /** Takes up the session of before a reload; `null` where there is none that still holds. */
  restore(): Promise<Identity | null>;
  /** @throws `SignInRequired` for wrong credentials, `RateLimited` when locked out, and the others. */
  signIn(username: string, secret: string): Promise<Identity>;
  /**
   * Whether it is still the same person; the session goes on as it is.
   * @throws as `signIn` does
   */
  unlock(secret: string): Promise<void>;
  /** Whether the session still holds. @throws `SignInRequired` where it does not, and the others. */
  check(): Promise<void>;
  /** Forgets the session here at once; then tells the server. @throws where it cannot be told. */
  signOut(): Promise<void>;
  /** Told when the server will not renew the session any more. */
  onSignedOut(listener: () => void): () => void;
}
