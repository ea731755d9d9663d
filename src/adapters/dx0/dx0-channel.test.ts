import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../core/backend.ts';
import type { ScriptedDx0 } from '../../testing/scripted-dx0.ts';
import { startScriptedDx0 } from '../../testing/scripted-dx0.ts';
import type { ScriptedReply } from '../../testing/scripted-server.ts';

const piece = (reply: string) => JSON.stringify({ reply, done: false });
const last = (reply: string) =>
  JSON.stringify({ reply, done: true, cost: 0, total_spent: 0, ordered_tests: [] });
const ask = (id: string): OutgoingMessage => ({
  id,
  action: 'ask',
  text: 'q',
  forecast: null,
  profile: null,
});

let dx0: ScriptedDx0;
afterEach(() => dx0.close());

async function online(...replies: readonly ScriptedReply[]) {
  dx0 = await startScriptedDx0([{ replies }]);
  const line = dx0.open();
  await line.sink.phase('online');
  return line;
}

describe('frames that are not what they should be', () => {
  it('[F39] unknown ones are counted and do not disturb the reply', async () => {
    const { sink, channel } = await online({
      frames: [piece('Y'), '{"type":"thinking"}', piece('e'), '[]', last('s.')],
    });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toBe('Yes.');
    expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['unknown', 'unknown']);
  });

  it.each(['not json', '{"reply":5,"done":false}', 'x'.repeat(10_000_000)])(
    '[F38] a malformed piece makes the reply incomplete, and the line goes on',
    async (frame) => {
      const { sink, channel } = await online(
        { frames: [piece('Ye'), frame, last('.')] },
        { frames: [last('Whole.')] },
      );
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: false });
      channel.send(ask('b'));
      expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished', whole: true });
      expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['malformed']);
    },
  );

  it('[F13] a malformed end fails the reply and frees the line', async () => {
    const { sink, channel } = await online(
      { frames: [piece('Ye'), '{"reply":"s.","done":true}'] },
      { frames: [last('Whole.')] },
    );
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'unreadable' } });
    expect(sink.textOf('a')).toBe('Ye');
    channel.send(ask('b'));
    expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
  });

  it('[F15] an end that comes once more when the next message is out ends nothing and settles nothing', async () => {
    const { sink, channel } = await online(
      { frames: [piece('Ye'), last('s.')] },
      { frames: [last('s.'), piece('N'), last('o.')] },
      { frames: [last('No.')] },
      { frames: [last('No.')] },
    );
    for (const id of ['a', 'b', 'c', 'd']) {
      channel.send(ask(id));
      await sink.ended(id);
    }
    expect(['a', 'b', 'c', 'd'].map((id) => sink.textOf(id))).toEqual([
      'Yes.',
      'No.',
      'No.',
      'No.',
    ]);
  });

  it('[F14][F15] an end that comes twice, and text that nobody asked for, belong to no turn', async () => {
    const { sink, channel } = await online(
      { frames: [last('Yes.'), last('Yes.'), piece('more')] },
      { frames: [last('No.')] },
    );
    channel.send(ask('a'));
    await sink.ended('a');
    await sink.until(() => sink.all('frame-ignored')[1]);
    channel.send(ask('b'));
    await sink.ended('b');
    expect(sink.textOf('a')).toBe('Yes.');
    expect(sink.textOf('b')).toBe('No.');
    expect(sink.all('reply-finished')).toHaveLength(2);
    expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['late', 'late']);
  });

  it('[CN5] a rate limit named in the middle of a reply is a refusal: the text is kept', async () => {
    const { sink, channel } = await online({
      frames: [piece('Ye'), '{"error":"Rate limit exceeded"}'],
    });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'refused' } });
    expect(sink.state.phase).toBe('online');
  });
});

describe('a line that ends', () => {
  it.each([1001, 1006, 1009, 1011, 1012, 4000, 4999])(
    '[F3][F9] by %i in mid-reply leaves the turn incomplete and is waited for',
    async (close) => {
      const { sink, channel } = await online({ frames: [piece('Ye')], close });
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
      expect(sink.textOf('a')).toBe('Ye');
      await sink.phase('waiting');
    },
  );

  it('[F6] by 1009 says that the message is too big, and it is not sent again by itself', async () => {
    dx0 = await startScriptedDx0([{ replies: [{ frames: [], close: 1009 }] }, { replies: [] }]);
    const { sink, channel } = dx0.open();
    await sink.phase('online');
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({
      failure: { kind: 'refused', detail: expect.stringContaining('10,000') as unknown },
    });
  });

  it('[F1] by 1000 is over until somebody acts', async () => {
    const { sink, channel } = await online({ frames: [last('Bye.')], close: 1000 });
    channel.send(ask('a'));
    await sink.phase('failed');
    expect(sink.state).toEqual({ phase: 'failed', cause: 'closed-by-server' });
    expect(sink.all('reply-failed')).toEqual([]);
  });

  it('[F19] before any reply fails the turn, and the message is sent once only', async () => {
    dx0 = await startScriptedDx0([{ replies: [{ frames: [], close: 1006 }] }, { replies: [] }]);
    const { sink, channel } = dx0.open();
    await sink.phase('online');
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    await sink.phase('waiting');
    dx0.clock.advance(30_000);
    await sink.phase('online');
    expect(dx0.server.connections).toBe(2);
    expect(dx0.server.received).toHaveLength(1);
  });

  it.each([401, 403, 502])('[F4] by refusing the handshake with %i renews once', async (refuse) => {
    dx0 = await startScriptedDx0([
      { refuse, replies: [] },
      { refuse, replies: [] },
    ]);
    const { sink } = dx0.open();
    await sink.phase('waiting');
    expect(dx0.renewals).toBe(1);
    expect(dx0.server.connections).toBe(2);
    expect(sink.state).toMatchObject({ cause: 'unreachable' });
  });
});
