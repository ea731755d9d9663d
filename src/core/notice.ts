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

export interface NoticeBackend {
  listen(sink: NoticeSink): NoticeLine;
}
