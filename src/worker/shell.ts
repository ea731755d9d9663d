/**
 * The console itself, kept by the browser so that it opens without a network: the page, its scripts
 * and styles, and no word of what is worked on.
 *
 * It owns the copies of one build, whole or not at all. Its one law: while the site answers, nothing
 * comes from here that the site would not say; what is not of the build it never looks at, answers
 * of a back end and `config.json` least of all.
 */
export interface Shell {
  readonly build: string;
  /** Addresses of what the build made, beside the page, e.g. `/assets/index-1a2b3c4d.js`. */
  readonly files: readonly string[];
}

export interface ShellKeeperOptions {
  readonly shell: Shell;
  readonly caches: CacheStorage;
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  fetch(request: RequestInfo, init?: RequestInit): Promise<Response>;
  /** Runs `task` after so many milliseconds. The answer cancels it. */
  after(delay: number, task: () => void): () => void;
}

export interface ShellKeeper {
  /** @throws where it could not be had as a whole */
  install(): Promise<void>;
  /** Removes what no open tab can need any more. */
  activate(): Promise<void>;
  /** `null`: the request is none of ours. */
  answer(request: Request): Promise<Response> | null;
}

/** `public/sw-off.js` removes all that begins as this does. */
const cachePrefix = 'bedside-shell-';
/** Milliseconds that the site may take to begin its page. */
const patience = 5_000;

export function createShellKeeper(options: ShellKeeperOptions): ShellKeeper {
  return new BrowserShellKeeper(options);
}

class BrowserShellKeeper implements ShellKeeper {
  #options: ShellKeeperOptions;
  #name: string;

  constructor(options: ShellKeeperOptions) {
    this.#options = options;
    this.#name = cachePrefix + options.shell.build;
  }

  async install(): Promise<void> {
    const { caches, shell } = this.#options;
    const cache = await caches.open(this.#name);
    try {
      await cache.put('/', await this.#fetchPage());
      await cache.addAll([...shell.files]);
    } catch (error) {
      await caches.delete(this.#name);
      throw error;
    }
  }

  /** The build before stays: a tab that is open still may ask for its parts. */
  async activate(): Promise<void> {
    const { caches } = this.#options;
    const others = (await caches.keys()).filter(
      (name) => name.startsWith(cachePrefix) && name !== this.#name,
    );
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  answer(request: Request): Promise<Response> | null {
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== this.#options.origin) return null;
    if (request.mode === 'navigate') return pathname === '/' ? this.#answerPage(request) : null;
    // What is named after its content is the same wherever it comes from.
    if (pathname.startsWith('/assets/')) return this.#answerAsset(request);
    return this.#options.shell.files.includes(pathname) ? this.#answerFile(request) : null;
  }

  /** Of two servers one may have another build: then there would be a page without its scripts. */
  async #fetchPage(): Promise<Response> {
    const page = await this.#options.fetch('/', { cache: 'no-store' });
    const isOurs = page.ok && (await page.clone().text()).includes(this.#options.shell.build);
    if (!isOurs) throw new Error('The page on the server is of another build');
    return page;
  }

  async #answerPage(request: Request): Promise<Response> {
    const answer = await this.#fetchInTime(request).catch(() => null);
    if (answer && !isOfGateway(answer)) return answer;
    return (await this.#find('/')) ?? answer ?? Response.error();
  }

  async #answerAsset(request: Request): Promise<Response> {
    return (await this.#options.caches.match(request)) ?? this.#options.fetch(request);
  }

  async #answerFile(request: Request): Promise<Response> {
    const answer = await this.#options.fetch(request).catch(() => null);
    return answer ?? (await this.#find(request)) ?? Response.error();
  }

  async #find(request: RequestInfo): Promise<Response | undefined> {
    const cache = await this.#options.caches.open(this.#name);
    return cache.match(request);
  }

  /** The limit is for the beginning of the answer: a slow one is better than an old one. */
  async #fetchInTime(request: Request): Promise<Response> {
    const abort = new AbortController();
    const cancel = this.#options.after(patience, () => abort.abort());
    try {
      return await this.#options.fetch(request, { signal: abort.signal });
    } finally {
      cancel();
    }
  }
}

/** What stands before the site says that the site is away. */
function isOfGateway({ status }: Response): boolean {
  return status === 502 || status === 503 || status === 504;
}
