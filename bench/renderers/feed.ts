/**
 * Feeds a reply to a renderer in lockstep with the screen: the tokens of one frame, each in a task
 * of its own as a socket would bring them, then nothing until that frame is painted, then those of
 * the next. A slow renderer so has as many frames as a fast one, and what differs is the work.
 *
 * It scrolls along, as a reader who follows sees it. It runs in the page; the bench calls it there.
 */
export interface Renderer {
  /** Takes the next piece of the reply. */
  push(token: string): void;
  unmount(): void;
  /** It is not waited for what it never shows. */
  readonly isBlind?: true;
}

/** `messages` stand above the reply, where the renderer shows a conversation. */
export type Mount = (place: HTMLElement, messages: number) => Renderer;

/** What the page offers to the bench, under the name `feeder`. */
export interface Feeder {
  /**
   * Begins anew, below so many messages, and gets ready for a reply of which `pace` tokens arrive
   * in a frame. Milliseconds until the page is painted.
   */
  begin(tokens: readonly string[], pace: number, messages: number): Promise<number>;
  /** Feeds the frames `from` up to `to`. */
  feed(from: number, to: number): Promise<void>;
  /** Feeds one frame. Milliseconds from its last token until the page has painted these words. */
  feedLast(frame: number, words: string): Promise<number>;
  /** How many tasks have kept the main thread for more than 50 ms since `begin`. */
  longTasks(): number;
}

export function present(mount: Mount): void {
  Object.assign(globalThis, { feeder: new LockstepFeeder(mount, find('pane'), find('reply')) });
}

const patience = 30_000;

class LockstepFeeder implements Feeder {
  #mount: Mount;
  #pane: HTMLElement;
  #place: HTMLElement;
  #renderer: Renderer;
  #tokens: readonly string[] = [];
  #pace = 1;
  #nextTask = createTasks();
  #longTasks = 0;
  #observer = new PerformanceObserver((list) => (this.#longTasks += list.getEntries().length));

  constructor(mount: Mount, pane: HTMLElement, place: HTMLElement) {
    this.#mount = mount;
    this.#pane = pane;
    this.#place = place;
    this.#renderer = mount(place, 0);
    this.#observer.observe({ type: 'longtask' });
  }

  async begin(tokens: readonly string[], pace: number, messages: number): Promise<number> {
    this.#tokens = tokens;
    this.#pace = pace;
    this.#renderer.unmount();
    const start = performance.now();
    this.#renderer = this.#mount(this.#place, messages);
    await this.#nextPaint();
    const painted = performance.now();
    this.#observer.takeRecords();
    this.#longTasks = 0;
    return painted - start;
  }

  async feed(from: number, to: number): Promise<void> {
    for (let frame = from; frame < to; frame++) {
      await this.#deliver(frame);
      await this.#nextPaint();
    }
  }

  async feedLast(frame: number, words: string): Promise<number> {
    await this.#deliver(frame);
    const start = performance.now();
    do {
      await this.#nextPaint();
      if (performance.now() > start + patience) throw new Error(`“${words}” is never shown`);
    } while (!this.#renderer.isBlind && !this.#place.textContent.includes(words));
    return performance.now() - start;
  }

  longTasks(): number {
    this.#longTasks += this.#observer.takeRecords().length;
    return this.#longTasks;
  }

  async #deliver(frame: number): Promise<void> {
    for (const token of this.#tokens.slice(frame * this.#pace, (frame + 1) * this.#pace)) {
      this.#renderer.push(token);
      // What a token set in motion comes before the next token, and before the frame is asked for:
      // React asks for its task in a microtask, so that it has to be asked for before this one.
      await Promise.resolve();
      await this.#nextTask();
    }
  }

  #nextPaint(): Promise<void> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        this.#pane.scrollTop = this.#pane.scrollHeight;
        void this.#nextTask().then(resolve);
      });
    });
  }
}

/** Tasks without the delay of a timer. One that is asked for in a frame follows its painting. */
function createTasks(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no ${id}`);
  return element;
}
