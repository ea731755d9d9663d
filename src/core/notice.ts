/**
 * The notices role: what a server tells a person that belongs to no conversation.
 *
 * Times are milliseconds since 1970. Its one law: a notice is told once, however often and by whatever
 * way it came.
 */
import type { ConnectionState } from './connection.ts';
import type { DataCard } from './data-card.ts';

/** An emergency interrupts, a warning is shown for a while, information only stands in the list. */
export type NoticeGrade = 'emergency' | 'warning' | 'information';

export interface Notice {
  /** As its server calls it. */
  readonly id: string;
  /** By the clock of its server. */
  readonly saidAt: number;
  readonly grade: NoticeGrade;
  readonly title: string;
  /** Empty where the title says it all. */
  readonly text: string;
  /** What it says beside that; `null` where that is nothing. */
  readonly card: DataCard | null;
  /** It was said before anybody listened. */
  readonly isOld: boolean;
}

/** Never called after `close`. */
export interface NoticeSink {
  notice(notice: Notice): void;
  connection(state: ConnectionState): void;
}

export interface NoticeLine {
  /** Connects now instead of at the end of a wait. */
  reconnect(): void;
  close(): void;
}

/** A notice that a person writes, for everybody of a tenant. */
export interface NoticeDraft {
  readonly grade: NoticeGrade;
  readonly title: string;
  /** Empty where the title says it all. */
  readonly text: string;
}

export interface NoticePost {
  /**
   * Resolves once the server has said that it took it; says it once, and never again by itself.
   *
   * @param requestId the same for the same notice, however often it is tried
   * @throws the errors of `core/errors.ts`
   */
  post(draft: NoticeDraft, requestId: string, signal: AbortSignal): Promise<void>;
}

export interface NoticeBackend {
  listen(sink: NoticeSink): NoticeLine;
}

/** Who may send a notice to everybody of a tenant. */
export interface BroadcastRight {
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** What is offered to a person; the server has the last word. It knows a name in lower case. */
export function mayBroadcast(
  { groups, users }: BroadcastRight,
  { group, user }: { readonly group: string; readonly user: string },
): boolean {
  const name = user.toLowerCase();
  return groups.includes(group) || users.some((each) => each.toLowerCase() === name);
}
