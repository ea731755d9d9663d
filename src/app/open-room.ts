/**
 * Opens the workspace of whoever is in at one tenant, and closes it.
 *
 * Its one law: one at a time. What is opened waits until what was open before is closed and kept, and
 * what comes of an opening that is not wanted any more is closed, and told to nobody.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Identity } from '../core/backend.ts';
import type { Session } from '../state/session.ts';

export interface Opened<Room> {
  readonly workspace: Promise<Room> | null;
  /** Somebody is signed in, and what they work with could not be loaded. */
  readonly isFailed: boolean;
}

export interface RoomOptions<Room> {
  readonly session: Pick<Session, 'store'>;
  make(identity: Identity): Promise<Room>;
  onOpened(room: Room): void;
  onClosed(): void;
}

export interface OpenRoom<Room> {
  /** The signed-in person's workspace; `null` while nobody is in, or nobody wants it. */
  readonly opened: StoreApi<Opened<Room>>;
  /** Opens the workspace of who is signed in. */
  open(): void;
  /** Closes the workspace; its person stays signed in. Resolves when what was kept is whole. */
  close(): Promise<void>;
}

export function openRoom<Room extends { close(): Promise<void> }>(
  options: RoomOptions<Room>,
): OpenRoom<Room> {
  const { session, make, onOpened, onClosed } = options;
  const opened = createStore<Opened<Room>>(() => ({ workspace: null, isFailed: false }));
  let closed: Promise<void> = Promise.resolve();
  return {
    opened,
    open() {
      const state = session.store.getState();
      if (state.status !== 'signed-in' || opened.getState().workspace) return;
      const workspace = closed.then(() => make(state.identity));
      opened.setState({ workspace, isFailed: false });
      const tell = (ready: Room) => {
        if (opened.getState().workspace === workspace) onOpened(ready);
      };
      workspace.then(tell, () => {
        if (opened.getState().workspace === workspace)
          opened.setState({ workspace: null, isFailed: true });
      });
    },
    close() {
      const { workspace } = opened.getState();
      opened.setState({ workspace: null, isFailed: false });
      if (!workspace) return closed;
      onClosed();
      closed = workspace.then(
        (ready) => ready.close(),
        () => undefined,
      );
      return closed;
    },
  };
}
