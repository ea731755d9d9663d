import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  BadFrame,
  CircuitOpen,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import type { NoticeDraft } from '../core/notice.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import type { BroadcastTarget } from './broadcast.ts';
import { chosenOf, createBroadcast, longestText, longestTitle } from './broadcast.ts';
import type { SessionState } from './session.ts';

const written: NoticeDraft = { grade: 'warning', title: ' CT is down ', text: '' };

interface Posted {
  readonly draft: NoticeDraft;
  readonly requestId: string;
  readonly signal: AbortSignal;
  take(): Promise<void>;
  fail(error: Error): Promise<void>;
}

function signedIn(user: string, group: string): SessionState {
  const rest = { sessionId: 's', isNewSession: true, mayExport: false, clockSkew: 0 };
  return { status: 'signed-in', identity: { user, group, ...rest } };
}

const out: SessionState = { status: 'signed-out', cause: 'nobody-was-in' };

/** A tenant whose server says what a test has it say. */
function openTenant(id: string, state: SessionState, right: BroadcastTarget['right']) {
  const store = createStore<SessionState>(() => state);
  const posts: Posted[] = [];
  const target: BroadcastTarget = {
    ...{ id, name: id, session: { store }, right },
    post: (draft, requestId, signal) =>
      new Promise((resolve, reject) => {
        const take = () => (resolve(), settled());
        const fail = (error: Error) => (reject(error), settled());
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        posts.push({ draft, requestId, signal, take, fail });
      }),
  };
  return { target, posts, session: store };
}

function openSite() {
  const admins = { groups: ['admin'], users: ['Ward.Lead'] };
  const north = openTenant('north', signedIn('physician', 'admin'), admins);
  const valley = openTenant('valley', signedIn('ward.lead', ''), admins);
  const away = openTenant('away', out, admins);
  const barred = openTenant('barred', signedIn('nurse', 'default'), admins);
  const mute = openTenant('mute', signedIn('physician', 'admin'), null);
  const all = { north, valley, away, barred, mute };
  let ids = 0;
  const broadcast = createBroadcast({
    targets: Object.values(all).map(({ target }) => target),
    clock: createManualClock(),
    newId: () => `notice-${++ids}`,
  });
  const state = () => broadcast.store.getState();
  const phases = () =>
    Object.fromEntries([...(state().sent?.outcomes ?? [])].map(([id, { phase }]) => [id, phase]));
  const posted = () => Object.entries(all).flatMap(([id, { posts }]) => posts.map(() => id));
  return { ...all, broadcast, state, phases, posted };
}

type Site = ReturnType<typeof openSite>;

function post(site: Site, name: 'north' | 'valley', at = 0): Posted {
  const found = site[name].posts[at];
  if (!found) throw new Error(`Nothing was posted to ${name}`);
  return found;
}

function sendFrom(site: Site): void {
  site.broadcast.write(written);
  site.broadcast.send();
}

describe('[NT4] a notice to everybody', () => {
  it('[TE1] goes to tenants where the person may, as chosen, and nowhere else', () => {
    const site = openSite();
    expect(site.state().tenants.map(({ id, standing }) => [id, standing])).toEqual([
      ['north', 'ready'],
      ['valley', 'ready'],
      ['away', 'signed-out'],
      ['barred', 'not-allowed'],
      ['mute', 'no-notices'],
    ]);
    site.broadcast.choose('north', false);
    for (const id of ['away', 'barred', 'mute']) site.broadcast.choose(id, true);
    expect(chosenOf(site.state())).toEqual(['valley']);
    sendFrom(site);
    expect(site.posted()).toEqual(['valley']);
    expect(post(site, 'valley').draft).toEqual({ ...written, title: 'CT is down' });
  });

  it('[TE1] follows who is signed in while it is written', () => {
    const site = openSite();
    site.away.session.setState(signedIn('physician', 'admin'));
    site.valley.session.setState(out);
    expect(chosenOf(site.state())).toEqual(['north', 'away']);
  });

  it('[OB5] waits at no tenant for another, and is taken only where a server says so', async () => {
    const site = openSite();
    sendFrom(site);
    expect(site.phases()).toEqual({ north: 'sending', valley: 'sending' });
    await post(site, 'valley').take();
    expect(site.phases()).toEqual({ north: 'sending', valley: 'taken' });
    await post(site, 'north').fail(new Forbidden('no'));
    expect(site.phases()).toEqual({ north: 'refused', valley: 'taken' });
    expect(site.posted()).toEqual(['north', 'valley']);
  });

  it.each([
    ['refused', new SignInRequired('who?')],
    ['refused', new Forbidden('no')],
    ['refused', new RateLimited('slowly', 5_000)],
    ['refused', new Rejected(413, 'too big')],
    ['refused', new CircuitOpen(0, () => undefined)],
    ['unknown', new Unreachable('gone')],
    ['unknown', new TimedOut(15_000)],
    ['unknown', new ServerFault(502)],
    ['unknown', new BadFrame('a page', null, true)],
    ['unknown', new Error('a mistake')],
  ])('[TU4] is %s after %s, and never sent again by itself', async (phase, error) => {
    const site = openSite();
    sendFrom(site);
    await post(site, 'north').fail(error);
    expect(site.phases()).toMatchObject({ north: phase });
    expect(site.posted()).toEqual(['north', 'valley']);
  });

  it('[TU4] is tried again where it failed, there alone, under the same name', async () => {
    const site = openSite();
    sendFrom(site);
    site.broadcast.tryAgain('north');
    await post(site, 'north').fail(new Unreachable('gone'));
    await post(site, 'valley').take();
    for (const id of ['north', 'valley', 'away', 'barred']) site.broadcast.tryAgain(id);
    expect(site.posted()).toEqual(['north', 'north', 'valley']);
    expect(post(site, 'north', 1).requestId).toBe(post(site, 'north').requestId);
    await post(site, 'north', 1).take();
    expect(site.phases()).toEqual({ north: 'taken', valley: 'taken' });
  });

  it('is sent once, whole, and to somebody', () => {
    const site = openSite();
    for (const fault of [
      { title: ' ' },
      { title: 'x'.repeat(longestTitle + 1) },
      { text: 'x'.repeat(longestText + 1) },
    ]) {
      site.broadcast.write({ ...written, ...fault });
      site.broadcast.send();
    }
    site.broadcast.write(written);
    for (const id of ['north', 'valley']) site.broadcast.choose(id, false);
    site.broadcast.send();
    expect(site.posted()).toEqual([]);
    site.broadcast.choose('north', true);
    site.broadcast.send();
    site.broadcast.send();
    expect(site.posted()).toEqual(['north']);
  });

  it('stays written when its window is closed, and is forgotten once all have it', async () => {
    const site = openSite();
    site.broadcast.write(written);
    site.broadcast.hide();
    expect(site.state().draft.title).toBe(' CT is down ');
    expect(site.broadcast.holdsWork()).toBe(true);
    site.broadcast.send();
    await post(site, 'north').take();
    await post(site, 'valley').fail(new Forbidden('no'));
    site.broadcast.hide();
    expect(site.phases()).toEqual({ north: 'taken', valley: 'refused' });
    expect(site.broadcast.holdsWork()).toBe(true);
    site.broadcast.tryAgain('valley');
    await post(site, 'valley', 1).take();
    site.broadcast.hide();
    expect(site.state()).toMatchObject({ sent: null, draft: { title: '' } });
    expect(site.broadcast.holdsWork()).toBe(false);
  });

  it('can be changed where nobody can have it, under another name', async () => {
    const site = openSite();
    site.broadcast.choose('valley', false);
    sendFrom(site);
    site.broadcast.writeAnother();
    expect(site.phases()).toEqual({ north: 'sending' });
    await post(site, 'north').fail(new Rejected(413, 'too big'));
    site.broadcast.writeAnother();
    expect(site.state()).toMatchObject({ sent: null, draft: written });
    site.broadcast.send();
    expect(post(site, 'north', 1).requestId).not.toBe(post(site, 'north').requestId);
    await post(site, 'north', 1).fail(new TimedOut(15_000));
    site.broadcast.writeAnother();
    expect(site.state().draft.title).toBe('');
  });

  it('[AU5] is given up where the person signs out, and nothing of it is left behind', async () => {
    const site = openSite();
    sendFrom(site);
    site.valley.session.setState(out);
    await settled();
    expect(post(site, 'valley').signal.aborted).toBe(true);
    expect(site.phases()).toEqual({ north: 'sending', valley: 'unknown' });
    site.broadcast.tryAgain('valley');
    expect(site.valley.posts).toHaveLength(1);
    site.broadcast.close();
    expect(post(site, 'north').signal.aborted).toBe(true);
    await settled();
    expect(JSON.stringify(site.state())).not.toContain('CT is down');
    site.away.session.setState(signedIn('physician', 'admin'));
    expect(site.state()).toMatchObject({ sent: null, tenants: [] });
    expect(site.broadcast.isUnderWay()).toBe(false);
  });
});
