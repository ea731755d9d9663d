/**
 * A page with several tenants, without a browser: doors, rooms and ways out as they are, and behind
 * each door a consultation whose other end is the test.
 *
 * What a person works with is on a device that outlives its room. Its one law: whatever is opened is
 * counted, so that a line that should be closed is seen.
 */
import type { Identity, Proof } from '../core/backend.ts';
import { openRoom } from '../app/open-room.ts';
import type { Room } from '../app/rooms.ts';
import { createRooms } from '../app/rooms.ts';
import { sayGoodbye } from '../app/goodbye.ts';
import { createSignOuts } from '../app/sign-outs.ts';
import type { Conversation } from '../core/conversation.ts';
import { resumeWork } from '../core/resume.ts';
import { createConsultation } from '../state/consultation.ts';
import type { ConsultationState } from '../state/consultation-state.ts';
import type { Leaving } from '../state/leaving.ts';
import { createLeaving, nothingElsewhere } from '../state/leaving.ts';
import { needOf, onNeedChange } from '../state/need.ts';
import type { Session } from '../state/session.ts';
import { createSession } from '../state/session.ts';
import { createTenants } from '../state/tenants.ts';
import { createView } from '../state/view.ts';
import type { Workspace } from '../state/workspace.ts';
import { FakeBackend } from './fake-backend.ts';
import { createManualClock } from './manual-clock.ts';
import { memoryVault } from './memory-vault.ts';
import { assistant } from './samples.ts';

const clock = createManualClock();

/** One tenant, in the hand of a test. */
class FakeTenant {
  readonly config: { readonly id: string; readonly tenant: string };
  readonly session: Session;
  /** The secrets that were tried on its session's lock. */
  readonly tried: string[] = [];
  /** Its lines, also of rooms that are closed; the present one last. */
  readonly backend = new FakeBackend(clock);
  /** Shown, hidden and what the view was then. */
  readonly seen: string[] = [];
  /** What this person's other tabs would lose. */
  elsewhere = nothingElsewhere;
  isHeld = false;
  /** Its server does not answer whether the session holds. */
  isUnsure = false;
  /** Nothing of it can be loaded. */
  isMissing = false;
  #kept: ConsultationState | null = null;
  #now: { workspace: Workspace; leaving: Leaving } | null = null;

  constructor(id: string, proof: Proof) {
    this.config = { id, tenant: `${id} hospital` };
    this.session = createSession({
      proof,
      restore: () => Promise.resolve(null),
      signIn: (user) => Promise.resolve(identityOf(user)),
      unlock: (secret) => {
        this.tried.push(secret);
        return secret === `secret of ${id}` ? Promise.resolve() : Promise.reject(new Error('No'));
      },
      check: () => (this.isUnsure ? Promise.reject(new Error('No answer')) : Promise.resolve()),
      signOut: () => Promise.resolve(),
      onSignedOut: () => () => undefined,
    });
  }

  /** What is worked with there; throws while it is closed. */
  get work(): Workspace {
    if (!this.#now) throw new Error(`${this.config.id} is closed`);
    return this.#now.workspace;
  }

  get isOpen(): boolean {
    return this.#now !== null;
  }

  get openLines(): number {
    return this.backend.lines.filter(({ isClosed }) => !isClosed).length;
  }

  get conversation(): Conversation {
    return this.work.consultation.store.getState().conversation;
  }

  /** Nobody is in any more: the device forgets. */
  forget(): void {
    this.#kept = null;
  }

  async make(onLeave: () => void): Promise<Room & { close(): Promise<void> }> {
    if (this.isMissing) throw new Error('A part is missing');
    await Promise.resolve();
    const workspace = this.#open(onLeave);
    this.#now = { workspace, leaving: workspace.leaving };
    const { view } = workspace;
    return {
      workspace,
      show: () => {
        this.seen.push(`shows ${view.store.getState().otherId ?? 'live'}`);
        return Promise.resolve();
      },
      hide: () => void this.seen.push('hidden'),
      isNeeded: () => needOf(workspace) !== null,
      onNeedChange: (listener) => onNeedChange(workspace, listener),
      close: async () => {
        this.#kept = workspace.consultation.store.getState();
        workspace.consultation.close();
        this.#now = null;
        await Promise.resolve();
      },
    };
  }

  #open(onLeave: () => void): Workspace {
    const { id } = this.config;
    let ids = 0;
    const kept = this.#kept;
    const consultation = createConsultation({
      assistants: [assistant(this.backend)],
      ...{ tenant: id, user: `of ${id}`, clock, scheduler: clock },
      newId: () => `${id}-${kept ? 'again-' : ''}${ids++}`,
      ...(kept && { kept: { ...kept, ...resumeWork(kept, clock.now()) } }),
    });
    const leaving = createLeaving({
      ...{ mirror: null, consultation, clock, signOut: onLeave },
      countElsewhere: () => Promise.resolve(this.elsewhere),
    });
    const store = { getState: () => ({ trouble: null }), subscribe: () => () => undefined };
    const keeper = { store };
    const view = createView(memoryVault());
    return {
      tenant: id,
      consultation,
      leaving,
      keeper,
      view,
      mirror: null,
      broadcast: null,
    } as unknown as Workspace;
  }
}

function identityOf(user: string): Identity {
  const ends = { mayExport: false, clockSkew: 0, isNewSession: true };
  return { user, group: '', sessionId: `session of ${user}`, ...ends };
}

export interface FakeSiteOptions {
  readonly keepsOthersOpen?: boolean;
  readonly proofs?: Readonly<Record<string, Proof>>;
  /** The tenant of the address that the page is loaded with. */
  readonly address?: string | null;
}

export function openFakeSite(options: FakeSiteOptions = {}) {
  const { keepsOthersOpen = true, proofs = {}, address: start = null } = options;
  const [north, valley] = ['north', 'valley'].map(
    (id) => new FakeTenant(id, proofs[id] ?? 'password'),
  ) as [FakeTenant, FakeTenant];
  const all = [north, valley];
  const address = fakeAddress(start);
  /** What was done to this browser when somebody left. */
  const removed: string[] = [];
  const doors = new Map(
    all.map((tenant) => {
      const { id } = tenant.config;
      const door = openRoom({
        session: tenant.session,
        make: async () => rooms.enter(id, await tenant.make(() => signOuts.left(id))),
        onOpened: (room) => rooms.of(id).onOpened(room),
        onClosed: () => rooms.of(id).onClosed(),
      });
      const { config, session } = tenant;
      const hold = (isHeld: boolean) => void (tenant.isHeld = isHeld);
      return [
        id,
        {
          ...{ config, session, hold, ...door },
          get isHeld() {
            return tenant.isHeld;
          },
        },
      ] as const;
    }),
  );
  const tenants = createTenants({
    list: all.map(({ config: { id, tenant: name }, session }) => ({ id, name, session })),
    ...{ currentId: start ?? 'north', keepsOthersOpen },
    onSwitch: (from, to) => rooms.switched(from, to),
    signOutOf: (id) => signOuts.of(id),
  });
  const keptHere = {
    forgetAddress: () => void removed.push('address'),
    forgetTab: () => void removed.push('tab'),
    removeWork: (scope: string) => {
      removed.push(`work of ${scope}`);
      return Promise.resolve();
    },
    oweWipe: () => void removed.push('everything, or the next page'),
    wipe: () => {
      removed.push('everything');
      return Promise.resolve();
    },
  };
  const signOuts = createSignOuts({
    ...{ doors, tenants: () => tenants, onAnswered: () => rooms.settle() },
    keptHere,
  });
  const site = { doors, tenants: () => tenants, keptHere };
  const rooms = createRooms({
    ...{ doors, tenants: () => tenants, address, usualId: 'north' },
    isAsked: (id) => signOuts.isAsked(id),
  });
  for (const [id, { session, open, close, config }] of doors) {
    session.store.subscribe((state, before) => {
      if (state.status === 'signed-in') {
        if (before.status !== 'signed-in' && rooms.of(id).isWanted()) open();
        return;
      }
      const gone = close();
      if (state.status === 'signed-out' && state.cause === 'left')
        void gone.then(() =>
          sayGoodbye({ ...site, isLeavingAll: signOuts.isLeavingAll }, config, state),
        );
    });
  }
  return { north, valley, doors, tenants, rooms, signOuts, address, removed, clock };
}

/** The address in the hand of a test, with what Back and Forward do. */
function fakeAddress(start: string | null) {
  let named = start;
  let travelled = (): void => undefined;
  return {
    read: () => named,
    write: (id: string) => void (named = id),
    onTravel: (listener: () => void) => void (travelled = listener),
    /** Back or Forward to an address that names that tenant. */
    travel(to: string | null) {
      named = to;
      travelled();
    },
  };
}
