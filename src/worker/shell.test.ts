import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { memoryCaches } from '../testing/memory-caches.ts';
import { createShellKeeper } from './shell.ts';

const origin = 'https://clinic.example';
const pageOf = (build: string) => `<meta name="bedside-build" content="${build}">`;

/** A site with the files of one build, behind a network that can fail. */
function serve(build: string) {
  const state = { build, isGone: false, status: 200, isSilent: false, asked: [] as string[] };
  const clock = createManualClock();
  const fetch = (asked: RequestInfo, init?: RequestInit): Promise<Response> => {
    const path = new URL(typeof asked === 'string' ? asked : asked.url, origin).pathname;
    state.asked.push(path);
    if (state.isGone) return Promise.reject(new TypeError('Failed to fetch'));
    if (state.isSilent)
      return new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const body = path === '/' ? pageOf(state.build) : `${path} on the server`;
    return Promise.resolve(new Response(body, { status: state.status }));
  };
  return { state, fetch, clock };
}

function open(build: string, { fetch, clock }: ReturnType<typeof serve>, caches: CacheStorage) {
  const files = [`/assets/index-${build}.js`, '/icon.svg'];
  return createShellKeeper({
    shell: { build, files },
    caches,
    origin,
    fetch,
    after: (delay, task) => clock.after(delay, task),
  });
}

function request(path: string, { mode = 'cors', method = 'GET' } = {}): Request {
  const made = new Request(new URL(path, origin), { method });
  return Object.defineProperty(made, 'mode', { value: mode });
}
const navigation = () => request('/?case=syncope', { mode: 'navigate' });

async function installed(build = 'one') {
  const site = serve(build);
  const caches = memoryCaches(site.fetch);
  const keeper = open(build, site, caches);
  await keeper.install();
  await keeper.activate();
  site.state.asked.length = 0;
  const text = async (of: Request) => (await keeper.answer(of))?.text();
  return { ...site, site, caches, keeper, text };
}

describe('[OP3] while the site answers', () => {
  it('the page is the server’s, of whichever version and status', async () => {
    const { state, keeper, text } = await installed();
    state.build = 'two';
    expect(await text(navigation())).toBe(pageOf('two'));
    state.status = 500;
    expect((await keeper.answer(navigation()))?.status).toBe(500);
  });

  it('what is named after its content comes from here, and a stranger’s from the server', async () => {
    const { state, text } = await installed();
    expect(await text(request('/assets/index-one.js'))).toBe('/assets/index-one.js on the server');
    expect(state.asked).toEqual([]);
    await text(request('/assets/other-two.js'));
    expect(state.asked).toEqual(['/assets/other-two.js']);
  });

  it.each([
    ['/config.json', {}],
    ['/version.json', {}],
    ['/api/v1/case', {}],
    ['/openai/sessions', {}],
    ['/api/user/sse/events', {}],
    ['/', { method: 'POST' }],
    ['/assets/index-one.js', { method: 'POST' }],
    ['/elsewhere', { mode: 'navigate' }],
    ['https://elsewhere.example/assets/index-one.js', {}],
  ])('[SE4] %s is none of its business', async (path, init) => {
    const { state, keeper } = await installed();
    expect(keeper.answer(request(path, init))).toBeNull();
    expect(state.asked).toEqual([]);
  });
});

describe('[OP3] while the site does not answer', () => {
  it('the page and all of its parts come from here', async () => {
    const { state, keeper, text } = await installed();
    state.isGone = true;
    expect(await text(navigation())).toBe(pageOf('one'));
    expect(await text(request('/assets/index-one.js'))).toContain('on the server');
    expect(await text(request('/icon.svg'))).toContain('on the server');
    await expect(keeper.answer(request('/assets/other-two.js'))).rejects.toThrow('Failed to fetch');
  });

  it.each([502, 503, 504])('which a gateway says by %i', async (status) => {
    const { state, text } = await installed();
    state.status = status;
    expect(await text(navigation())).toBe(pageOf('one'));
  });

  it('which is known after five seconds of silence', async () => {
    const { state, clock, text } = await installed();
    state.isSilent = true;
    const page = text(navigation());
    clock.advance(5_000);
    expect(await page).toBe(pageOf('one'));
    expect(clock.timers).toBe(0);
  });
});

describe('[OP3] a build', () => {
  it('is kept whole or not at all', async () => {
    const site = serve('one');
    const caches = memoryCaches((asked, init) =>
      asked === '/icon.svg' ? Promise.reject(new Error('gone')) : site.fetch(asked, init),
    );
    await expect(open('one', site, caches).install()).rejects.toThrow('gone');
    expect(await caches.keys()).toEqual([]);
  });

  it('is not mixed with another one, of a second server', async () => {
    const site = serve('two');
    const caches = memoryCaches(site.fetch);
    await expect(open('one', site, caches).install()).rejects.toThrow('another build');
    expect(await caches.keys()).toEqual([]);
  });

  it('stays for open tabs until the one after the next, and leaves alone what is not ours', async () => {
    const { site, caches, keeper } = await installed('one');
    await caches.open('elses');
    const names: string[][] = [];
    for (const build of ['two', 'three']) {
      site.state.build = build;
      const next = open(build, site, caches);
      await next.install();
      await next.activate();
      names.push(await caches.keys());
    }
    expect(names[0]).toEqual(['bedside-shell-one', 'elses', 'bedside-shell-two']);
    expect(names[1]).toEqual(['elses', 'bedside-shell-two', 'bedside-shell-three']);
    site.state.isGone = true;
    await expect(keeper.answer(request('/assets/index-one.js'))).rejects.toThrow();
    const newest = open('three', site, caches);
    expect(await (await newest.answer(request('/assets/index-two.js')))?.text()).toContain('two');
  });
});
