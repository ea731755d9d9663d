import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../core/connection.ts';
import { SignInRequired, Unreachable } from '../core/errors.ts';
import { FakeSocket } from '../testing/fake-socket.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { backoffDelay } from './backoff.ts';
import type { ReconnectingSocket, SocketOptions } from './reconnecting-socket.ts';
import { openReconnectingSocket } from './reconnecting-socket.ts';
import { createTelemetry } from './telemetry.ts';
import type { WakeReason } from './wake.ts';

interface Lost {
  code: number;
  clean: boolean;
}

/** A line on a manual clock; every socket that it opens is kept. */
class Line {
  readonly clock = createManualClock();
  readonly states: ConnectionState[] = [];
  readonly sockets: FakeSocket[] = [];
  readonly texts: string[] = [];
  readonly lost: Lost[] = [];
  opened = 0;
  renewals = 0;
  wakers = new Set<(why: WakeReason) => void>();
  readonly socket: ReconnectingSocket;

  constructor(rest: Partial<SocketOptions> = {}) {
    this.socket = openReconnectingSocket({
      url: () => Promise.resolve(`ws://server/${this.sockets.length}`),
      renew: () => Promise.resolve(this.renewals++),
      onState: (state) => void this.states.push(state),
      onOpen: () => {
        this.opened++;
      },
      onText: (text) => void this.texts.push(text),
      onLost: (close) => void this.lost.push(close),
      clock: this.clock,
      random: () => 0.5,
      onWake: (listener) => {
        this.wakers.add(listener);
        return () => void this.wakers.delete(listener);
      },
      createSocket: (url) => {
        const socket = new FakeSocket(url);
        this.sockets.push(socket);
        return socket;
      },
      ...rest,
    });
  }

  get state(): ConnectionState {
    return this.states.at(-1) ?? { phase: 'idle' };
  }

  get present(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('No socket was opened yet');
    return socket;
  }

  wake(why: WakeReason = 'seen'): void {
    for (const waker of [...this.wakers]) waker(why);
  }

  async online(): Promise<FakeSocket> {
    await settled();
    this.present.accept();
    return this.present;
  }

  /** Passes the present wait, and returns how long it was. */
  async waited(): Promise<number> {
    if (this.state.phase !== 'waiting') throw new Error(`It does not wait: ${this.state.phase}`);
    const wait = this.state.retryAt - this.clock.now();
    this.clock.advance(wait);
    await settled();
    return wait;
  }
}

describe('connecting', () => {
  it('[CN1] goes from connecting to online and knows how long that took', async () => {
    const line = new Line();
    await settled();
    line.clock.advance(40);
    line.present.accept();
    expect(line.states).toEqual([
      { phase: 'connecting', attempt: 0 },
      { phase: 'online', since: line.clock.now(), latency: 40 },
    ]);
    expect(line.opened).toBe(1);
  });

  it('[CN8] the new socket is told of before the state, and text can be sent from there', async () => {
    const order: string[] = [];
    const line: Line = new Line({
      onOpen: () => void order.push(`open ${line.socket.send('hello')}`),
      onState: ({ phase }) => void order.push(phase),
    });
    await settled();
    line.present.accept();
    expect(order).toEqual(['connecting', 'open true', 'online']);
    expect(line.present.sent).toEqual(['hello']);
  });

  it('[F17] nothing is buffered: what cannot go out now is refused', async () => {
    const line = new Line();
    expect(line.socket.send('early')).toBe(false);
    const socket = await line.online();
    expect(line.socket.send('now')).toBe(true);
    socket.readyState = 2;
    expect(line.socket.send('closing')).toBe(false);
    socket.end(1006);
    expect(line.socket.send('late')).toBe(false);
    expect(socket.sent).toEqual(['now']);
  });

  it('[CN2] a handshake that never ends is given up after fifteen seconds', async () => {
    const line = new Line();
    await settled();
    line.clock.advance(15_000);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
    expect(line.sockets[0]?.readyState).toBe(2);
  });

  it('[CN4] without a token to be had it asks to sign in', async () => {
    const line = new Line({ url: () => Promise.reject(new SignInRequired('no')) });
    await settled();
    expect(line.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
    expect(line.clock.timers).toBe(0);
  });

  it('[CN2] while a token cannot be fetched for want of a network it goes on trying', async () => {
    let tries = 0;
    const line = new Line({
      url: () => {
        tries++;
        return Promise.reject(new Unreachable('no'));
      },
    });
    await settled();
    for (let n = 0; n < 5; n++) await line.waited();
    expect(tries).toBe(6);
    expect(line.state.phase).toBe('waiting');
  });
});

describe('a refused handshake', () => {
  it('[CN4][F4] renews the credentials once and tries again at once', async () => {
    const line = new Line();
    await settled();
    line.present.end(1006);
    await settled();
    expect(line.renewals).toBe(1);
    expect(line.sockets).toHaveLength(2);
    line.present.accept();
    expect(line.state.phase).toBe('online');
    expect(line.lost).toEqual([]);
  });

  it('[F4] refused again with new credentials it backs off, and renews no more', async () => {
    const line = new Line();
    await settled();
    for (let refusals = 0; refusals < 6; refusals++) {
      line.present.end(1006);
      await settled();
      if (line.state.phase === 'waiting') await line.waited();
    }
    expect(line.renewals).toBe(1);
    expect(line.states.some(({ phase }) => phase === 'failed')).toBe(false);
  });

  it('[F4] renews again when the refusals go on for half a minute: the new ones may be dead too', async () => {
    const line = new Line();
    await settled();
    const began = line.clock.now();
    while (line.renewals < 2) {
      line.present.end(1006);
      await settled();
      if (line.state.phase === 'waiting') await line.waited();
    }
    expect(line.clock.now() - began).toBeGreaterThanOrEqual(30_000);
    expect(line.clock.now() - began).toBeLessThan(90_000);
  });

  it('[CN4] asks to sign in when the server will not renew', async () => {
    const line = new Line({ renew: () => Promise.reject(new SignInRequired('no')) });
    await settled();
    line.present.end(1006);
    await settled();
    expect(line.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
    line.wake();
    await settled();
    expect(line.sockets).toHaveLength(1);
  });

  it('[F26] is no reason to sign out while the server cannot be reached', async () => {
    const line = new Line({ renew: () => Promise.reject(new Unreachable('no')) });
    await settled();
    line.present.end(1006);
    await settled();
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
  });

  it('[CN4] may renew again after ten seconds of a good connection', async () => {
    const line = new Line();
    await settled();
    line.present.end(1006);
    const socket = await line.online();
    line.clock.advance(10_000);
    socket.end(1006);
    await line.waited();
    line.present.end(1006);
    await settled();
    expect(line.renewals).toBe(2);
  });
});

describe('a server that speaks first', () => {
  const greeted = () => {
    const line: Line = new Line({
      greetingLimit: 10_000,
      onText: (text) => {
        line.texts.push(text);
        line.socket.ready();
      },
    });
    return line;
  };

  it('[CN1] has the line online when it was greeted, not when the socket opens', async () => {
    const line = greeted();
    const socket = await line.online();
    expect(line.state.phase).toBe('connecting');
    expect(line.socket.send('early')).toBe(false);
    line.clock.advance(70);
    socket.receive('welcome');
    expect(line.state).toEqual({ phase: 'online', since: line.clock.now(), latency: 70 });
    expect(line.socket.send('now')).toBe(true);
    expect(line.opened).toBe(1);
  });

  it('[F11] is replaced, after a back-off, when it opens and says nothing', async () => {
    const line = greeted();
    const socket = await line.online();
    line.clock.advance(9_999);
    expect(line.state.phase).toBe('connecting');
    line.clock.advance(1);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
    expect(socket.readyState).toBe(2);
    expect(line.opened).toBe(0);
    await line.waited();
    (await line.online()).receive('welcome');
    line.clock.advance(10_000);
    expect(line.state.phase).toBe('online');
  });

  it('[CN9] that never greets is not hammered: the waits grow', async () => {
    const line = greeted();
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      await line.online();
      line.clock.advance(10_000);
      waits.push(await line.waited());
    }
    expect(waits).toEqual(waits.map((_, attempt) => backoffDelay(attempt, 0.5)));
  });

  it('[F4] that closes before it greets is no refused handshake: nothing is renewed', async () => {
    const line = greeted();
    (await line.online()).end(1006);
    expect(line.renewals).toBe(0);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'connection-lost' });
    expect(line.lost).toEqual([{ code: 1006, clean: false }]);
  });

  it('[CN6] readiness is a matter of the present socket, once', async () => {
    const line = greeted();
    expect(line.socket.ready()).toBe(false);
    await settled();
    expect(line.socket.ready()).toBe(false);
    expect(line.state.phase).toBe('connecting');
    (await line.online()).receive('welcome');
    expect(line.socket.ready()).toBe(false);
    expect(line.opened).toBe(1);
    line.socket.reconnect();
    expect(line.socket.ready()).toBe(false);
    expect(line.state.phase).toBe('connecting');
  });

  it('[F44] closed while it is waited for, leaves no socket and no timer', async () => {
    const line = greeted();
    const socket = await line.online();
    line.socket.close();
    line.socket.ready();
    expect(socket.readyState).toBe(2);
    expect(line.clock.timers).toBe(0);
    expect(line.opened).toBe(0);
  });
});

describe('a socket that is of no use', () => {
  it('[CN9] is dropped, and the next one waits longer each time', async () => {
    const line = new Line();
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries++) {
      const socket = await line.online();
      line.socket.backOff();
      expect(socket.readyState).toBe(2);
      expect(line.state).toMatchObject({ phase: 'waiting', cause: 'connection-lost' });
      waits.push(await line.waited());
    }
    expect(waits).toEqual(waits.map((_, attempt) => backoffDelay(attempt, 0.5)));
    expect(line.lost).toEqual([]);
  });

  it('[F44] after close is nothing to come back from', async () => {
    const line = new Line();
    await line.online();
    line.socket.close();
    line.socket.backOff();
    expect(line.clock.timers).toBe(0);
    expect(line.sockets).toHaveLength(1);
  });
});

describe('a close after open', () => {
  it('[F1] 1000 stays closed until a person acts', async () => {
    const line = new Line();
    (await line.online()).end(1000);
    expect(line.state).toEqual({ phase: 'failed', cause: 'closed-by-server' });
    expect(line.clock.timers).toBe(0);
    line.wake();
    line.clock.advance(3_600_000);
    await settled();
    expect(line.sockets).toHaveLength(1);
    line.socket.reconnect();
    await line.online();
    expect(line.state.phase).toBe('online');
  });

  it('[F3] 1006 backs off and comes back, and the owner hears of the loss once', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    expect(line.lost).toEqual([{ code: 1006, clean: false }]);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'connection-lost' });
    await line.waited();
    line.present.accept();
    expect(line.state.phase).toBe('online');
    expect(line.lost).toHaveLength(1);
  });

  it.each([1012, 1013])('[CN5] %i waits at least five seconds', async (code) => {
    const line = new Line();
    (await line.online()).end(code);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'server-restart' });
    expect(await line.waited()).toBeGreaterThanOrEqual(5000);
    expect(line.sockets).toHaveLength(2);
  });

  it('[F5] 1008 renews once, and asks to sign in when that does not help', async () => {
    const line = new Line();
    (await line.online()).end(1008);
    (await line.online()).end(1008);
    await settled();
    expect(line.renewals).toBe(1);
    expect(line.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
    expect(line.clock.timers).toBe(0);
  });

  it.each([1001, 1002, 1009, 1011, 3008, 4000, 4999])('[F9] %i is tried again', async (code) => {
    const line = new Line();
    (await line.online()).end(code);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'connection-lost' });
  });
});

describe('back-off', () => {
  it('[CN2] grows from failure to failure up to half a minute, and never stops', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    const waits: number[] = [];
    for (let tries = 0; tries < 20; tries++) {
      waits.push(await line.waited());
      line.clock.advance(15_000);
    }
    expect(waits).toEqual(waits.map((_, attempt) => backoffDelay(attempt, 0.5)));
    expect(waits.at(-1)).toBe(backoffDelay(19, 0.5));
  });

  it('[CN9] opening alone does not reset it: a server that drops at once is not hammered', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      waits.push(await line.waited());
      const socket = await line.online();
      line.clock.advance(9_999);
      socket.end(1006);
    }
    expect(waits).toEqual(waits.map((_, attempt) => backoffDelay(attempt, 0.5)));
  });

  it('[CN9] ten seconds of uptime reset it', async () => {
    const line = new Line();
    const socket = await line.online();
    socket.end(1006);
    await line.waited();
    (await line.online()).end(1006);
    await line.waited();
    const stable = await line.online();
    line.clock.advance(10_000);
    stable.end(1006);
    expect(await line.waited()).toBe(backoffDelay(0, 0.5));
  });

  it('[CN2] a wake-up ends the wait at once', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    line.wake();
    await settled();
    expect(line.sockets).toHaveLength(2);
    expect(line.state.phase).toBe('connecting');
    line.present.accept();
    // The timer of the wait that was cut short is gone.
    line.clock.advance(60_000);
    await settled();
    expect(line.sockets).toHaveLength(2);
  });

  it('[CN5] a wake-up does not cut short the wait for a rate limit', async () => {
    const line = new Line();
    await line.online();
    line.socket.holdUntil(line.clock.now() + 60_000, 'rate-limited');
    line.wake();
    await settled();
    expect(line.sockets).toHaveLength(1);
    expect(await line.waited()).toBe(60_000);
    expect(line.sockets).toHaveLength(2);
  });

  it('[CN5][F8] a wake-up does not cut short the five seconds that a server asked for', async () => {
    const line = new Line();
    (await line.online()).end(1012);
    line.wake('network');
    await settled();
    expect(line.sockets).toHaveLength(1);
    expect(await line.waited()).toBeGreaterThanOrEqual(5000);
  });

  it('[F7] after five failures no wait is short any more, and a person may still try at once', async () => {
    const line = new Line({ random: () => 0 });
    (await line.online()).end(1011);
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries++) {
      waits.push(await line.waited());
      (await line.online()).end(1011);
    }
    expect(waits).toEqual([500, 500, 500, 500, 500, 15_000, 15_000, 15_000]);
    line.socket.reconnect();
    await line.online();
    expect(line.state.phase).toBe('online');
  });

  it('[F34] another network brings a new socket within five seconds, however long it failed before', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    for (let tries = 0; tries < 9; tries++) {
      await line.waited();
      line.clock.advance(15_000);
    }
    const since = line.clock.now();
    line.wake('network');
    await settled();
    // The first try over it fails as well, and so does the one with new credentials.
    for (let refusals = 0; refusals < 2; refusals++) {
      line.present.end(1006);
      await settled();
    }
    await line.waited();
    line.present.accept();
    expect(line.state.phase).toBe('online');
    expect(line.clock.now() - since).toBeLessThanOrEqual(5000);
  });

  it.each(['seen', 'network'] as const)(
    '[F29][CN2] a hint (%s) while a try is under way is not lost: when it fails the wait is the shortest',
    async (why) => {
      const line = new Line();
      (await line.online()).end(1006);
      for (let tries = 0; tries < 9; tries++) {
        await line.waited();
        line.clock.advance(15_000);
      }
      await line.waited();
      line.wake(why);
      await settled();
      const attempts = line.sockets.length;
      // The second refusal is the one with new credentials.
      for (let refusals = 0; refusals < 2; refusals++) {
        line.present.end(1006);
        await settled();
      }
      expect(line.sockets).toHaveLength(attempts + 1);
      expect(await line.waited()).toBe(backoffDelay(0, 0.5));
    },
  );

  it('[F34] a handshake that hangs on the old network is begun again on the new one', async () => {
    const line = new Line();
    await settled();
    line.clock.advance(3000);
    line.wake('seen');
    await settled();
    expect(line.sockets).toHaveLength(1);
    line.wake('network');
    await settled();
    expect(line.sockets).toHaveLength(2);
    expect(line.sockets[0]?.readyState).toBe(2);
  });

  it('[F33] hints in any number open no second socket and claim nothing', async () => {
    const line = new Line();
    const socket = await line.online();
    for (let times = 0; times < 50; times++) line.wake(times % 2 === 0 ? 'network' : 'seen');
    await settled();
    expect(line.sockets).toEqual([socket]);
    socket.end(1006);
    line.wake('network');
    line.wake('network');
    line.wake('seen');
    await settled();
    expect(line.sockets).toHaveLength(2);
    expect(line.state.phase).toBe('connecting');
  });

  it('[CN2] a wake-up leaves a good connection and one being made alone', async () => {
    const line = new Line();
    await settled();
    line.wake();
    line.present.accept();
    line.wake();
    await settled();
    expect(line.sockets).toHaveLength(1);
    expect(line.state.phase).toBe('online');
  });
});

describe('an earlier socket', () => {
  it('[CN6] is not listened to any more, neither its frames nor its close', async () => {
    const line = new Line();
    const old = await line.online();
    const { onmessage, onclose, onopen } = old;
    line.socket.reconnect();
    const present = await line.online();
    const before = line.states.length;
    old.receive('late');
    onmessage?.call(old, new MessageEvent('message', { data: 'later' }));
    onopen?.call(old, new Event('open'));
    onclose?.call(
      old,
      Object.assign(new Event('close'), { code: 1006, reason: '', wasClean: false }),
    );
    old.end(1000);
    expect(line.texts).toEqual([]);
    expect(line.lost).toEqual([]);
    expect(line.states).toHaveLength(before);
    present.receive('right');
    expect(line.texts).toEqual(['right']);
  });

  it('[CN6] is closed when it is replaced', async () => {
    const line = new Line();
    const old = await line.online();
    line.socket.reconnect();
    expect(old.readyState).toBe(2);
  });

  it('[CN6] an address that was asked for and comes late opens no second socket', async () => {
    const given: ((url: string) => void)[] = [];
    const line = new Line({ url: () => new Promise((resolve) => given.push(resolve)) });
    line.socket.reconnect();
    given[1]?.('ws://server/new');
    given[0]?.('ws://server/old');
    await settled();
    expect(line.sockets.map(({ url }) => url)).toEqual(['ws://server/new']);
  });

  it('[F38] a binary frame is no text and is dropped', async () => {
    const line = new Line();
    (await line.online()).receive(new ArrayBuffer(4));
    expect(line.texts).toEqual([]);
  });
});

describe('holding', () => {
  it('[CN5] waits until the time given, for the cause given, and drops the socket', async () => {
    const line = new Line();
    const socket = await line.online();
    const retryAt = line.clock.now() + 42_000;
    line.socket.holdUntil(retryAt, 'rate-limited');
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'rate-limited', retryAt });
    expect(socket.readyState).toBe(2);
    expect(line.lost).toEqual([]);
    expect(line.clock.timers).toBe(1);
  });

  it('[CN5] what the owner decides when it hears of the loss holds', async () => {
    const line: Line = new Line({
      onLost: () => line.socket.holdUntil(line.clock.now() + 42_000, 'rate-limited'),
    });
    (await line.online()).end(1013);
    expect(line.state).toMatchObject({ phase: 'waiting', cause: 'rate-limited' });
    expect(await line.waited()).toBe(42_000);
  });

  it('[F31] a time that is past already is tried at once, never in negative time', async () => {
    const line = new Line();
    await line.online();
    line.socket.holdUntil(line.clock.now() - 1000, 'server-restart');
    line.clock.advance(0);
    await settled();
    expect(line.sockets).toHaveLength(2);
  });
});

describe('closing for good', () => {
  const silent = async (line: Line) => {
    const { length } = line.states;
    const sockets = line.sockets.length;
    line.wake();
    line.socket.reconnect();
    line.socket.holdUntil(line.clock.now(), 'server-restart');
    line.clock.advance(3_600_000);
    await settled();
    expect(line.clock.timers).toBe(0);
    expect(line.wakers.size).toBe(0);
    expect(line.states).toHaveLength(length);
    expect(line.sockets).toHaveLength(sockets);
    expect(line.socket.send('late')).toBe(false);
  };

  it('[F44] while online leaves no socket, no timer and no word', async () => {
    const line = new Line();
    const socket = await line.online();
    line.socket.close();
    expect(socket.readyState).toBe(2);
    socket.receive('late');
    socket.end(1000);
    expect(line.texts).toEqual([]);
    expect(line.lost).toEqual([]);
    await silent(line);
  });

  it('[F44] while waiting leaves no timer', async () => {
    const line = new Line();
    (await line.online()).end(1006);
    line.socket.close();
    await silent(line);
  });

  it('[F44] while the address is asked for opens no socket', async () => {
    const line = new Line();
    line.socket.close();
    await silent(line);
    expect(line.sockets).toHaveLength(0);
  });

  it('[F44] while credentials are renewed opens no socket', async () => {
    const line = new Line();
    await settled();
    line.present.end(1006);
    line.socket.close();
    await silent(line);
  });

  it('[F44] in the middle of being told of a loss or a state is final', async () => {
    const whenLost: Line = new Line({ onLost: () => whenLost.socket.close() });
    (await whenLost.online()).end(1006);
    await silent(whenLost);
    const whenWaiting: Line = new Line({
      onState: ({ phase }) => {
        if (phase === 'waiting') whenWaiting.socket.close();
      },
    });
    (await whenWaiting.online()).end(1006);
    await silent(whenWaiting);
  });
});

describe('what is measured', () => {
  /** The clock of the figures is set on by as much as that of the line. */
  function measured() {
    const clock = createManualClock();
    const telemetry = createTelemetry(clock);
    const link = telemetry.link({ tenant: 'Ward 3', backEnd: 'Dx0', transport: 'socket' });
    const line = new Line({ link, clock });
    const report = () => telemetry.read().links[0];
    return { line, clock, report, telemetry };
  }

  it('[OP2] how long connecting takes, and a message to the first frame of its answer', async () => {
    const { line, clock, report } = measured();
    await settled();
    clock.advance(30);
    line.present.accept();
    line.socket.send('a question');
    clock.advance(250);
    line.present.receive('first');
    line.present.receive('second');
    expect(report()).toMatchObject({
      operations: [
        { name: 'connect', count: 1 },
        { name: 'message', count: 1 },
      ],
      succeeded: 2,
      failed: 0,
      durations: [30, 250],
      standing: { phase: 'online' },
    });
  });

  it('[OP2] a message that is never answered, a line that is lost, and one that is given up', async () => {
    const { line, report, telemetry } = measured();
    await line.online();
    line.socket.send('a question');
    line.present.end(1011);
    expect(report()).toMatchObject({ succeeded: 1, failed: 1 });
    line.wake();
    await line.online();
    line.present.end(1006);
    expect(report()).toMatchObject({ succeeded: 2, failed: 1, reconnects: 1 });
    expect(telemetry.read().errors.map(({ detail }) => detail)).toEqual([
      'The connection was closed (code 1011)',
      'The connection was closed (code 1006)',
    ]);
    line.wake();
    await settled();
    line.socket.close();
    expect(report()).toMatchObject({ cancelled: 1, failed: 1, standing: { phase: 'idle' } });
  });

  it('[OP2] a handshake without an answer', async () => {
    const { line, clock, report } = measured();
    await settled();
    clock.advance(15_000);
    expect(report()).toMatchObject({ failures: [{ name: 'TimedOut', count: 1 }] });
    line.socket.close();
  });
});
