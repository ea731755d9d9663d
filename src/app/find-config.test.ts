import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerFault, Unreachable } from '../core/errors.ts';
import { findKeptConfig, keepConfig } from '../net/offline-shell.ts';
import { memoryCaches } from '../testing/memory-caches.ts';
import type { HttpAnswer, ScriptedHttp } from '../testing/scripted-http.ts';
import { startScriptedHttp } from '../testing/scripted-http.ts';
import { findConfig } from './find-config.ts';
import { ConfigMistake } from './read-config.ts';

const current = { tenant: 'Ward 3', dx0: { baseUrl: '/api/v1' } };
const earlier = { ...current, tenant: 'Ward 3 of last time' };

let site: ScriptedHttp;
let answer: HttpAnswer;
beforeEach(async () => {
  answer = { json: current };
  site = await startScriptedHttp(() => answer);
  vi.stubGlobal('location', { href: `${site.url}/` });
  vi.stubGlobal('caches', memoryCaches(fetch));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await site.close();
});

const find = () => findConfig(`${site.url}/`);

describe('[OP3] the config', () => {
  it('is what the site says, which is kept for the time without it', async () => {
    await keepConfig(earlier);
    expect(await find()).toMatchObject({
      config: { tenants: [{ tenant: 'Ward 3' }] },
      isKept: false,
    });
    await vi.waitFor(async () => expect(await findKeptConfig()).toEqual(current));
  });

  it.each([502, 503, 504])('is the one of last time where a gateway says %i', async (status) => {
    await keepConfig(earlier);
    answer = { status, text: 'Bad gateway' };
    expect(await find()).toMatchObject({
      config: { tenants: [{ tenant: earlier.tenant }] },
      isKept: true,
    });
  });

  it('is the one of last time where nothing answers, and an error where none was kept', async () => {
    await site.goAway();
    await expect(find()).rejects.toThrow(Unreachable);
    await keepConfig(earlier);
    expect(await find()).toMatchObject({ isKept: true });
  });

  it('of last time never stands in for a mistake, nor for a site that fails itself', async () => {
    await keepConfig(earlier);
    answer = { json: { ...current, tenent: 'x' } };
    await expect(find()).rejects.toThrow(ConfigMistake);
    answer = { text: '{ "tenant": ' };
    await expect(find()).rejects.toThrow(ConfigMistake);
    answer = { status: 500, text: 'x' };
    await expect(find()).rejects.toThrow(ServerFault);
    // What was wrong is not kept either.
    expect(await findKeptConfig()).toEqual(earlier);
  });

  it('of last time that this version does not understand is none', async () => {
    await keepConfig({ tenant: 7 });
    await site.goAway();
    await expect(find()).rejects.toThrow(Unreachable);
  });

  it('is found without caches, or with caches that refuse', async () => {
    const refuse = { open: () => Promise.reject(new Error('Refused')) };
    for (const caches of [refuse, undefined]) {
      vi.stubGlobal('caches', caches);
      if (caches === undefined) Reflect.deleteProperty(globalThis, 'caches');
      expect(await find()).toMatchObject({ isKept: false });
    }
    vi.stubGlobal('caches', refuse);
    await site.goAway();
    await expect(find()).rejects.toThrow(Unreachable);
  });
});
