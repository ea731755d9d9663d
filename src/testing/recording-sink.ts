/** An event sink that keeps everything and lets a test wait for what it needs. */
import type { EventSink } from '../core/backend.ts';
import type { ConnectionState } from '../core/connection.ts';
import type { BackendEvent } from '../core/events.ts';

export type Entry = BackendEvent | { type: 'connection'; state: ConnectionState };
type EventOf<Type extends BackendEvent['type']> = Extract<BackendEvent, { type: Type }>;

export class RecordingSink implements EventSink {
  readonly entries: Entry[] = [];
  #waiting = new Set<() => void>();

  event(event: BackendEvent): void {
    this.#add(event);
  }

  connection(state: ConnectionState): void {
    this.#add({ type: 'connection', state });
  }

  get state(): ConnectionState {
    const last = this.entries.findLast((entry) => entry.type === 'connection');
    return last?.state ?? { phase: 'idle' };
  }

  /** Events of one kind, in the order of arrival. */
  all<Type extends BackendEvent['type']>(type: Type): EventOf<Type>[] {
    return this.entries.filter((entry): entry is EventOf<Type> => entry.type === type);
  }

  /** What was said about one turn, in the order of arrival. */
  turn(turnId: string): BackendEvent[] {
    return this.entries.filter(
      (entry): entry is BackendEvent => 'turnId' in entry && entry.turnId === turnId,
    );
  }

  textOf(turnId: string): string {
    return this.turn(turnId)
      .map((event) => (event.type === 'text-delta' ? event.text : ''))
      .join('');
  }

  /** Forgets what was told so far. */
  clear(): void {
    this.entries.length = 0;
  }

  /** Waits until `find` finds something. */
  async until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  phase(phase: ConnectionState['phase']): Promise<true> {
    return this.until(() => this.state.phase === phase || undefined);
  }

  /** Waits for the end of a turn, however it ends. */
  ended(turnId: string): Promise<BackendEvent> {
    const ends = new Set(['reply-finished', 'reply-failed', 'message-returned']);
    return this.until(() => this.turn(turnId).find(({ type }) => ends.has(type)));
  }

  #add(entry: Entry): void {
    this.entries.push(entry);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
