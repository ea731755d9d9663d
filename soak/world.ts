/**
 * Where a schedule happens: one person, one browser, two tenants with a server each, and up to two
 * tabs of a tenant.
 *
 * The person looks at one tab at a time; the others go on. A tenant is entered when the person
 * first goes there.
 */
import type { MockServer } from '../mock-server/server.ts';
import { createMockServer } from '../mock-server/server.ts';
import { seededRandom } from '../scripts/seeded-random.ts';
import { SoakDevice } from './device.ts';
import type { WallOffset } from './fast-clock.ts';
import { createFastClock } from './fast-clock.ts';
import { speed, SoakTab } from './tab.ts';

/** What the tabs of all tenants share. */
interface Machine {
  readonly device: SoakDevice;
  readonly offset: WallOffset;
  random(): number;
}

export class SoakTenant {
  readonly name: string;
  readonly server: MockServer;
  readonly tabs: SoakTab[] = [];
  readonly #device: SoakDevice;
  readonly #offset: WallOffset;
  readonly #random: () => number;
  #made = 0;

  constructor(name: string, server: MockServer, { device, offset, random }: Machine) {
    this.name = name;
    this.server = server;
    this.#device = device;
    this.#offset = offset;
    this.#random = random;
  }

  /** The one that the person looks at. */
  get tab(): SoakTab {
    const tab = this.tabs.at(-1);
    if (!tab) throw new Error(`No tab of ${this.name} is open`);
    return tab;
  }

  async openTab(): Promise<void> {
    const name = `${this.name}-tab-${this.#made++}`;
    const tab = new SoakTab({
      ...{ name, tenant: this.name, server: this.server.url, device: this.#device },
      ...{ offset: this.#offset, random: this.#random },
    });
    this.tabs.push(tab);
    await tab.begin();
  }

  /** Opens a second tab; where there is one, closes it and goes back to the first. */
  async toggleTab(): Promise<void> {
    if (this.tabs.length === 1) return this.openTab();
    await this.tabs.pop()?.shut();
  }

  /** What a closed tab left comes with the next load. */
  takeUpLeftovers(): Promise<void> {
    return this.tab.reload();
  }
}

export class SoakWorld {
  readonly tenants: SoakTenant[] = [];
  readonly #seed: number;
  readonly #device = new SoakDevice();
  /** Of the person's machine; the servers have the right time. */
  readonly #offset: WallOffset = { ms: 0 };
  readonly #serverClock = createFastClock(speed);
  #current = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  get tenant(): SoakTenant {
    const tenant = this.tenants[this.#current];
    if (!tenant) throw new Error('No tenant was entered yet');
    return tenant;
  }

  get tabs(): readonly SoakTab[] {
    return this.tenants.flatMap(({ tabs }) => tabs);
  }

  async enter(name: string): Promise<void> {
    const options = { rate: 0, seed: this.#seed, now: () => this.#serverClock.now() };
    const server = await createMockServer(options);
    await server.listen(0);
    const random = seededRandom(this.#seed + this.tenants.length);
    const machine = { device: this.#device, offset: this.#offset, random };
    this.tenants.push(new SoakTenant(name, server, machine));
    this.#current = this.tenants.length - 1;
    await this.tenant.openTab();
  }

  /** The connections of the tenant that is left stay open. */
  async switchTenant(): Promise<void> {
    if (this.tenants.length === 1) return this.enter('north');
    this.#current = 1 - this.#current;
  }

  jump(ms: number): void {
    this.#offset.ms += ms;
  }

  async close(): Promise<void> {
    for (const tab of this.tabs) await tab.close();
    for (const { server } of this.tenants) await server.close();
  }
}
