import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { assistant } from '../testing/samples.ts';
import { createConsultation } from './consultation.ts';
import type { SessionState } from './session.ts';
import { createTenants } from './tenants.ts';
import type { Workspace } from './workspace.ts';

const clock = createManualClock();
const names = ['north', 'valley'] as const;

/** As much of a workspace as going from one to another looks at. */
function openWork(tenant: string) {
  const backend = new FakeBackend(clock);
  let ids = 0;
  const consultation = createConsultation({
    ...{ assistants: [assistant(backend)], tenant, user: `of-${tenant}`, clock, scheduler: clock },
    newId: () => `${tenant}-${ids++}`,
  });
  return { backend, consultation, workspace: { tenant, consultation } as Workspace };
}

function openSite() {
  const session = () => ({
    store: createStore<SessionState>(() => ({ status: 'signed-out', cause: 'nobody-was-in' })),
  });
  const switches: string[] = [];
  const tenants = createTenants({
    list: names.map((id) => ({ id, name: id, session: session() })),
    ...{ currentId: 'north', keepsOthersOpen: true, signOutOf: () => undefined },
    onSwitch: (from, to) => switches.push(`${from} → ${to}`),
  });
  const north = openWork('north');
  const valley = openWork('valley');
  tenants.note('north', north.workspace);
  tenants.note('valley', valley.workspace);
  return { tenants, north, valley, switches };
}

describe('[TE1] going from one tenant to another', () => {
  it('asks first where a reply is under way, and only there', () => {
    const { tenants, north, switches } = openSite();
    north.backend.line.online();
    tenants.switchTo('valley');
    tenants.switchTo('north');
    expect(switches).toEqual(['north → valley', 'valley → north']);
    north.consultation.write('ask', 'Is it the heart?');
    tenants.switchTo('valley');
    expect(tenants.store.getState()).toMatchObject({ currentId: 'north', askingFor: 'valley' });
    tenants.stay();
    expect(tenants.store.getState()).toMatchObject({ currentId: 'north', askingFor: null });
    tenants.switchTo('valley');
    tenants.switchAnyway();
    expect(tenants.store.getState()).toMatchObject({ currentId: 'valley', askingFor: null });
    expect(switches).toHaveLength(3);
  });

  it('goes nowhere that the site does not have, nor where it is', () => {
    const { tenants, switches } = openSite();
    tenants.switchTo('elsewhere');
    tenants.switchTo('north');
    expect(switches).toEqual([]);
  });

  it('[F44] leaves each reply, alert and draft with the tenant that it is of', () => {
    const { tenants, north, valley } = openSite();
    north.backend.line.online();
    valley.backend.line.online();
    north.consultation.write('ask', 'CANARY-OF-NORTH');
    tenants.switchTo('valley');
    tenants.switchAnyway();
    north.backend.line.reply('CANARY-OF-NORTH answers.');
    const states = [north, valley].map(({ consultation }) =>
      JSON.stringify(consultation.store.getState()),
    );
    expect(states[0]).toContain('CANARY-OF-NORTH answers.');
    expect(states[1]).not.toContain('CANARY');
    expect(valley.backend.line.sent).toEqual([]);
  });
});

it('[TE1] [F44] a line that was given up is not heard any more, and what it says is counted', () => {
  const { north } = openSite();
  const before = north.backend.line;
  before.online();
  north.consultation.startConversation('dx0', { budget: null });
  before.online();
  before.say('CANARY');
  before.notify('CANARY');
  clock.paint();
  const { conversation, connection } = north.consultation.store.getState();
  expect(connection.phase).not.toBe('online');
  expect(JSON.stringify(conversation)).not.toContain('CANARY');
  // The opening, the text and the notice.
  expect(conversation.ignoredFrames.late).toBe(3);
});
