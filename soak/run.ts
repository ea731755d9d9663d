/** One schedule from its first step to its verdicts. */
import { unsentOf } from '../src/core/conversation.ts';
import type { Action } from '../src/core/conversation.ts';
import type { Finding, Intent } from './checker.ts';
import { findCrossings, findFaults } from './checker.ts';
import type { Step } from './schedule.ts';
import type { SoakTab } from './tab.ts';
import type { SoakTenant } from './world.ts';
import { SoakWorld } from './world.ts';

/** Real milliseconds in which all tabs must come to rest once nothing goes wrong any more. */
const healingLimit = 20_000;

export async function runSchedule(steps: readonly Step[], seed: number): Promise<Finding[]> {
  const run = new Run(seed);
  try {
    await run.begin();
    for (const [index, step] of steps.entries()) await run.perform(step, index);
    return await run.judge();
  } finally {
    await run.close();
  }
}

class Run {
  #world: SoakWorld;
  /** By tenant: what the person meant there. */
  #intents = new Map<string, Intent[]>();
  /** Whose last question was asked already. */
  #asked = new Set<SoakTab>();

  constructor(seed: number) {
    this.#world = new SoakWorld(seed);
  }

  begin(): Promise<void> {
    return this.#world.enter('south');
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  async perform(step: Step, index: number): Promise<void> {
    await this.#act(step, index);
    for (const tab of this.#world.tabs) await tab.signInIfNeeded();
  }

  async judge(): Promise<Finding[]> {
    for (const { server } of this.#world.tenants) server.faults.disarm();
    for (const tenant of this.#world.tenants) await tenant.takeUpLeftovers();
    const rested = await this.#heal();
    const found = this.#world.tenants.flatMap((tenant) => this.#check(tenant));
    for (const tab of this.#world.tabs) await tab.close();
    return [...rested, ...found, ...this.#world.tabs.flatMap(leaks)];
  }

  #act(step: Step, index: number): Promise<void> | void {
    const world = this.#world;
    const { tab, server } = world.tenant;
    switch (step.does) {
      case 'ask':
        return this.#write('ask', `Question ${index}: tell about ${step.topic}`);
      case 'order':
        return this.#write('order', `assay ${index}`);
      case 'stop':
        return tab.consultation.stop();
      case 'withdraw':
        return this.#withdrawLast(tab);
      case 'prioritise':
        return this.#prioritiseLast(tab, step.priority);
      case 'resume-queue':
        return tab.consultation.resumeQueue();
      case 'start-conversation':
        return this.#startConversation(tab, step.assistant);
      case 'reload':
        return tab.reload();
      case 'switch-tenant':
        return world.switchTenant();
      case 'toggle-tab':
        return world.tenant.toggleTab();
      case 'jump':
        return world.jump(step.ms);
      case 'wait':
        return new Promise((resolve) => setTimeout(resolve, step.ms));
      case 'fault':
        server.faults.arm(step.fault);
    }
  }

  /** An assistant that takes no orders is asked. Each text says in which tenant it was written. */
  async #write(wanted: Action, words: string): Promise<void> {
    const { tab, name } = this.#world.tenant;
    const { capabilities, conversation } = tab.state;
    const action = capabilities.actions.includes(wanted) ? wanted : 'ask';
    const text = `${words} in ${name}`;
    const { assistantId } = conversation.source;
    this.#intentsOf(name).push({ action, text, assistantId });
    tab.consultation.write(action, text);
    await new Promise((resolve) => setImmediate(resolve));
  }

  #intentsOf(tenant: string): Intent[] {
    const intents = this.#intents.get(tenant) ?? [];
    this.#intents.set(tenant, intents);
    return intents;
  }

  #withdrawLast(tab: SoakTab): void {
    const last = unsentOf(tab.state.conversation).at(-1)?.message;
    if (!last) return;
    tab.consultation.withdraw(last.id);
    const intents = this.#intentsOf(tab.state.conversation.source.tenant);
    intents.splice(
      intents.findIndex(({ text }) => text === last.text),
      1,
    );
  }

  #prioritiseLast(tab: SoakTab, priority: 'high' | 'normal' | 'low'): void {
    const last = unsentOf(tab.state.conversation).at(-1)?.message;
    if (last) tab.consultation.prioritise(last.id, priority);
  }

  /** What waits is taken back first: an ended conversation sends nothing any more. */
  #startConversation(tab: SoakTab, assistantId: string): void {
    while (unsentOf(tab.state.conversation).length > 0) this.#withdrawLast(tab);
    tab.consultation.startConversation(assistantId, { budget: null });
  }

  /** Waits as a person does: lets held messages go on, and asks once more at the end of each tab. */
  async #heal(): Promise<Finding[]> {
    const limit = performance.now() + healingLimit;
    for (;;) {
      for (const tab of this.#world.tabs) await tab.signInIfNeeded();
      const busy = this.#world.tabs.filter((tab) => !this.#rest(tab));
      if (busy.length === 0) return [];
      if (performance.now() > limit) return busy.map(stuck);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Whether nothing is owed or waits there any more. */
  #rest(tab: SoakTab): boolean {
    const { conversation, connection, capabilities } = tab.state;
    const unsent = unsentOf(conversation);
    if (conversation.queueHeld) tab.consultation.resumeQueue();
    if (connection.phase === 'failed') tab.consultation.tryNow();
    for (const { message, waiting } of unsent) {
      if (!waiting || waiting.setAsideAt === null) continue;
      if (capabilities.actions.includes(message.action)) tab.consultation.retry(message.id);
      else this.#withdrawLast(tab);
    }
    if (conversation.onWire !== null || unsent.length > 0) return false;
    if (this.#asked.has(tab)) return connection.phase === 'online';
    this.#asked.add(tab);
    const { tenant, assistantId } = conversation.source;
    const text = `The last question of tab ${this.#asked.size}: any allergies in ${tenant}?`;
    this.#intentsOf(tenant).push({ action: 'ask', text, assistantId });
    tab.consultation.write('ask', text);
    return false;
  }

  #check(tenant: SoakTenant): Finding[] {
    const { tabs, server, name } = tenant;
    const conversations = tabs.flatMap((tab) => tab.conversations);
    const others = this.#world.tenants.filter((each) => each !== tenant);
    const received = server.received().filter(isForAssistant);
    return [
      ...findFaults({
        ...{ intents: this.#intentsOf(name), received, conversations },
        orders: tabs.flatMap((tab) => tab.state.account.orders),
      }),
      ...findCrossings({
        ...{ received, conversations },
        elsewhere: others.flatMap((each) => this.#intentsOf(each.name)),
      }),
    ];
  }
}

/** What is read and written beside the questions says nothing of them. */
function isForAssistant({ backEnd, action }: { backEnd: string; action: string }): boolean {
  return backEnd !== 'sessions' || action === 'ask';
}

function stuck({ state: { connection, conversation } }: SoakTab): Finding {
  const about = `line ${connection.phase}, wire ${conversation.onWire}, ${unsentOf(conversation).length} unsent`;
  return { verdict: 'stuck', about };
}

function leaks({ openSockets, clock: { timers } }: SoakTab): Finding[] {
  const findings: Finding[] = [];
  if (openSockets > 0) findings.push({ verdict: 'leaked', about: `${openSockets} sockets` });
  if (timers > 0) findings.push({ verdict: 'leaked', about: `${timers} timers` });
  return findings;
}
