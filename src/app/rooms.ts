/**
 * The workspaces that are open: the one that is looked at, and those behind it.
 *
 * It owns which of them stay open, and that the address names the one that is looked at, also after
 * Back and Forward. Its one law: where a site wants the others closed, none is closed as long as
 * something would be lost or overlooked by that.
 */
import type { Cancel } from '../core/clock.ts';
import type { Tenants } from '../state/tenants.ts';
import type { TenantDoor } from './open-tenant.ts';
import type { OpenWorkspace } from './open-workspace.tsx';
import type { TenantAddress } from './tenant-address.ts';

export type RoomDoor = Pick<TenantDoor, 'open' | 'close' | 'hold' | 'isHeld'>;
export type Room = Pick<OpenWorkspace, 'workspace' | 'show' | 'hide' | 'isNeeded' | 'onNeedChange'>;

export interface RoomsOptions {
  readonly doors: ReadonlyMap<string, RoomDoor>;
  tenants(): Tenants;
  readonly address: TenantAddress;
  /** The tenant that an address without a name stands for. */
  readonly usualId: string;
  /** Somebody is about to be asked there what may be lost. */
  isAsked(id: string): boolean;
}

export interface Rooms {
  /** What a tenant's door asks, and tells. */
  of(id: string): { isWanted(): boolean; onOpened(room: Room): void; onClosed(): void };
  /** Shows a workspace that has just been made, where it is looked at. */
  enter<Made extends Room>(id: string, room: Made): Promise<Made>;
  switched(from: string, to: string): void;
  /** Closes what is not to stay open behind another, as soon as nothing is lost by that. */
  settle(): void;
}

export function createRooms(options: RoomsOptions): Rooms {
  const { doors, tenants, address, usualId, isAsked } = options;
  const ready = new Map<string, { readonly room: Room; readonly forget: Cancel }>();
  const currentId = () => tenants().store.getState().currentId;
  /** It is not looked at, and stays open only for a reason. */
  const isBehind = (id: string) => !tenants().keepsOthersOpen && id !== currentId();

  const settleOne = (id: string) => {
    const door = doors.get(id);
    const room = ready.get(id)?.room;
    if (!door || !room) return;
    const stays = !isBehind(id) || isAsked(id) || room.isNeeded();
    const isHeld = isBehind(id) && stays;
    if (door.isHeld !== isHeld) door.hold(isHeld);
    if (!stays) void door.close();
  };
  const settle = () => [...ready.keys()].forEach(settleOne);

  /** As a load of the page reads the address. */
  const named = () => {
    const id = address.read();
    return id !== null && doors.has(id) ? id : usualId;
  };

  address.onTravel(() => {
    const from = currentId();
    if (named() === from) return;
    // Before its own listener hears of an address that is another tenant's.
    ready.get(from)?.room.hide();
    tenants().switchTo(named());
    if (currentId() !== from) return;
    // The person is asked first, and is still here.
    address.write(from);
    void ready.get(from)?.room.show();
  });

  return {
    of: (id) => ({
      isWanted: () => !isBehind(id) || doors.get(id)?.isHeld === true,
      onOpened(room) {
        const forget = room.onNeedChange(() => {
          if (isBehind(id)) settleOne(id);
        });
        ready.set(id, { room, forget });
        tenants().note(id, room.workspace);
        if (id !== currentId()) room.hide();
        settle();
      },
      onClosed() {
        ready.get(id)?.forget();
        ready.delete(id);
        tenants().note(id, null);
      },
    }),
    async enter(id, room) {
      if (id === currentId()) await room.show();
      return room;
    },
    switched(from, to) {
      ready.get(from)?.room.hide();
      const next = ready.get(to)?.room;
      // Back and Forward lead to what the address names, and not to what was looked at there last.
      if (named() === to) next?.workspace.view.show(null);
      else address.write(to);
      doors.get(to)?.open();
      void next?.show();
      settle();
    },
    settle,
  };
}
