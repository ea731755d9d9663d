import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../core/backend.ts';
import { emptyProfile } from '../../core/patient-profile.ts';
import type { ScriptedAiDoctor } from '../../testing/scripted-ai-doctor.ts';
import { startScriptedAiDoctor } from '../../testing/scripted-ai-doctor.ts';
import type { Script, ScriptedReply } from '../../testing/scripted-server.ts';

const frame = (type: string, rest: object = {}) => JSON.stringify({ type, ...rest });
const hello = (id: string) => frame('connection', { status: 'connected', session_id: id });
const status = (name: string) => frame('status', { status: name });
const start = (metadata?: unknown) => frame('stream_start', { metadata });
const token = (content: string) => frame('token', { content });
const end = (metadata?: unknown) => frame('stream_end', { metadata });
const error = (type: string) => frame('error', { error_type: type, message: `a ${type}` });
const whole = (...tokens: readonly string[]) => ({
  frames: [status('validating'), start(), ...tokens.map(token), end()],
});

const ask = (id: string, rest: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ id, action: 'ask', text: 'q', forecast: null, profile: null },
  ...rest,
});

let aiDoctor: ScriptedAiDoctor;
afterEach(() => aiDoctor.close());

/** Connections beyond those given are refused. */
async function onlineTo(...scripts: readonly Script[]) {
  aiDoctor = await startScriptedAiDoctor(scripts);
  const line = aiDoctor.open();
  await line.sink.phase('online');
  return line;
}

const online = (...replies: readonly ScriptedReply[]) =>
  onlineTo({ greeting: [hello('s1')], replies });

const sent = () => aiDoctor.server.received.map((text) => JSON.parse(text) as unknown);

describe('a connection', () => {
  it('[CN1][F17] is online with its first frame, and not before', async () => {
    aiDoctor = await startScriptedAiDoctor([{ replies: [] }]);
    const { sink, channel } = aiDoctor.open();
    while (aiDoctor.server.connections === 0) await new Promise(setImmediate);
    channel.send(ask('a'));
    expect(sink.turn('a').map(({ type }) => type)).toEqual(['message-returned']);
    expect(sink.state.phase).toBe('connecting');
    expect(sink.all('session-opened')).toEqual([]);
  });

  it('[F11] that opens and says nothing is replaced', async () => {
    aiDoctor = await startScriptedAiDoctor([
      { replies: [] },
      { greeting: [hello('s2')], replies: [] },
    ]);
    const { sink } = aiDoctor.open();
    while (aiDoctor.clock.timers === 0 || sink.state.phase !== 'waiting') {
      await new Promise(setImmediate);
      if (aiDoctor.server.connections === 1) aiDoctor.clock.advance(5_000);
    }
    expect(sink.state).toMatchObject({ phase: 'waiting', cause: 'unreachable' });
    aiDoctor.clock.advance(30_000);
    await sink.phase('online');
    expect(sink.all('session-opened').map(({ sessionId }) => sessionId)).toEqual(['s2']);
  });

  it('[CN8] names its own session in each message, and never an earlier one', async () => {
    const { sink, channel } = await onlineTo(
      { greeting: [hello('s1')], replies: [whole('Yes.')] },
      { greeting: [frame('connection')], replies: [whole('No.')] },
      { greeting: [hello('s3')], replies: [whole('Maybe.')] },
    );
    for (const id of ['a', 'b', 'c']) {
      channel.send(ask(id));
      await sink.ended(id);
      if (id === 'c') break;
      channel.reconnect();
      await sink.phase('online');
    }
    const message = { message: 'q', enable_agents: true };
    expect(sent()).toEqual([
      { ...message, session_id: 's1' },
      message,
      { ...message, session_id: 's3' },
    ]);
    expect(sink.all('session-opened')).toMatchObject([
      { sessionId: 's1', remembers: false },
      { sessionId: null, remembers: false },
      { sessionId: 's3', remembers: false },
    ]);
  });

  it('[CN8][F15] that greets twice is the same session, and another one with another id', async () => {
    const { sink, channel } = await onlineTo({
      greeting: [hello('s1'), hello('s1'), hello('s2')],
      replies: [whole('Yes.')],
    });
    await sink.until(() => sink.all('session-opened')[1]);
    channel.send(ask('a'));
    await sink.ended('a');
    expect(sink.all('session-opened').map(({ sessionId }) => sessionId)).toEqual(['s1', 's2']);
    expect(sink.all('frame-ignored')).toMatchObject([{ why: 'late' }]);
    expect(sent()).toMatchObject([{ session_id: 's2' }]);
  });
});

describe('a message', () => {
  it('brings what is known of the patient, and else nothing of the kind', async () => {
    const { sink, channel } = await online(whole('Yes.'), whole('No.'));
    const medications = [{ name: 'Metformin', dose: '' }];
    channel.send(ask('a', { profile: { ...emptyProfile, age: 45, medications } }));
    await sink.ended('a');
    channel.send(ask('b'));
    await sink.ended('b');
    const [first, second] = sent();
    expect(first).toMatchObject({
      patient_profile: { age: 45, current_medications: [{ name: 'Metformin', dose: '' }] },
    });
    expect(second).not.toHaveProperty('patient_profile');
  });

  it('asks without agents where that is what was set up', async () => {
    aiDoctor = await startScriptedAiDoctor(
      [{ greeting: [hello('s1')], replies: [whole('Yes.')] }],
      false,
    );
    const { sink, channel } = aiDoctor.open();
    await sink.phase('online');
    channel.send(ask('a'));
    await sink.ended('a');
    expect(sent()).toMatchObject([{ enable_agents: false }]);
  });
});

describe('a reply', () => {
  it('[TK1][TK7] keeps every blank, and its steps stand between its words', async () => {
    const { sink, channel } = await online({
      frames: [
        ...[status('validating'), start(), status('running_triage'), token('  One\n'), token(' ')],
        ...[status('generating_response'), token('\n'), token(''), token('two  '), end()],
      ],
    });
    channel.send(ask('a'));
    await sink.ended('a');
    const said = sink
      .turn('a')
      .map((event) =>
        event.type === 'text-delta'
          ? event.text
          : event.type === 'step-changed'
            ? `[${event.name}]`
            : `[${event.type}]`,
      );
    expect(said.join('')).toBe(
      '[Validating][reply-started][Triage]  One\n [Generating]\ntwo  [reply-finished]',
    );
  });

  it('[F14] whose beginning was lost has a bubble of its own', async () => {
    const { sink, channel } = await online(whole('One.'), { frames: [token('Two.'), end()] });
    channel.send(ask('a'));
    await sink.ended('a');
    channel.send(ask('b'));
    expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    expect(sink.textOf('a')).toBe('One.');
    expect(sink.textOf('b')).toBe('Two.');
    expect(sink.all('reply-started').map(({ turnId }) => turnId)).toEqual(['a', 'b']);
  });

  it('[F14] an end without a beginning ends nothing', async () => {
    const { sink, channel } = await online({
      frames: [end(), status('validating'), end(), start(), token('Yes.'), end()],
    });
    channel.send(ask('a'));
    await sink.ended('a');
    expect(sink.textOf('a')).toBe('Yes.');
    expect(sink.all('reply-finished')).toHaveLength(1);
    expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['late', 'late']);
  });

  it('[F15] a beginning that comes twice makes no second bubble', async () => {
    const { sink, channel } = await online({
      frames: [start(), start(), token('Yes.'), start(), end()],
    });
    channel.send(ask('a'));
    await sink.ended('a');
    expect(sink.all('reply-started')).toHaveLength(1);
    expect(sink.textOf('a')).toBe('Yes.');
  });

  it('[F14][F15] what comes after its end belongs to no turn', async () => {
    const late = [end(), token('more'), status('processing'), start(), error('agent_error')];
    const { sink, channel } = await online(
      { frames: [...whole('Yes.').frames, ...late] },
      whole('No.'),
    );
    channel.send(ask('a'));
    await sink.ended('a');
    await sink.until(() => sink.all('frame-ignored')[late.length - 1]);
    channel.send(ask('b'));
    await sink.ended('b');
    expect(sink.textOf('a')).toBe('Yes.');
    expect(sink.textOf('b')).toBe('No.');
    expect(new Set(sink.all('frame-ignored').map(({ why }) => why))).toEqual(new Set(['late']));
    expect(sink.all('reply-failed')).toEqual([]);
  });

  it('[F11][F12] that does not begin, or stalls, is left to its owner, who gets a new line', async () => {
    const { sink, channel } = await onlineTo(
      { greeting: [hello('s1')], replies: [{ frames: [start(), token('Ye')] }] },
      { greeting: [hello('s2')], replies: [{ frames: [] }] },
    );
    channel.send(ask('a'));
    await sink.until(() => sink.all('text-delta')[0]);
    aiDoctor.clock.advance(3_600_000);
    expect(sink.all('reply-failed')).toEqual([]);
    channel.reconnect();
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    await sink.phase('online');
    expect(sink.textOf('a')).toBe('Ye');
    expect(sent()).toHaveLength(1);
  });
});

describe('frames that are not what they should be', () => {
  it('[F39] unknown ones are counted and do not disturb the reply', async () => {
    const { sink, channel } = await online({
      frames: [start(), token('Y'), frame('thinking'), token('es.'), '[]', end()],
    });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: true });
    expect(sink.textOf('a')).toBe('Yes.');
    expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['unknown', 'unknown']);
  });

  it.each(['not json', frame('token', { content: 5 }), frame('status'), 'x'.repeat(10_000_000)])(
    '[F38] a malformed one makes the reply incomplete, and the line goes on',
    async (malformed) => {
      const { sink, channel } = await online(
        { frames: [start(), token('Ye'), malformed, token('.'), end()] },
        whole('Whole.'),
      );
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: false });
      channel.send(ask('b'));
      expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished', whole: true });
      expect(sink.all('frame-ignored').map(({ why }) => why)).toEqual(['malformed']);
    },
  );

  it('[F38] a malformed beginning is one, of a reply that is not whole', async () => {
    const { sink, channel } = await online({
      frames: [frame('stream_start', { metadata: 'x' }), token('Yes.'), end()],
    });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ type: 'reply-finished', whole: false });
    expect(sink.all('reply-started')).toHaveLength(1);
  });

  it.each([frame('stream_end', { metadata: [] }), frame('error', { message: 5 })])(
    '[F13] a malformed end fails the reply and frees the line: %s',
    async (malformed) => {
      const { sink, channel } = await online(
        { frames: [start(), token('Ye'), malformed] },
        whole('Whole.'),
      );
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'unreadable' } });
      expect(sink.textOf('a')).toBe('Ye');
      channel.send(ask('b'));
      expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    },
  );
});

describe('an emergency', () => {
  const critical = { emergency: true, severity: 'CRITICAL' };
  const urgent = { emergency: true, severity: 'URGENT' };
  const atEnd = { emergency_detected: true, severity: 'EMERGENCY' };

  const answered = async (...frames: readonly string[]) => {
    const { sink, channel } = await online({ frames });
    channel.send(ask('a'));
    await sink.ended('a');
    return sink;
  };
  const raised = (sink: Awaited<ReturnType<typeof answered>>) =>
    sink.all('alert-raised').map(({ turnId, report }) => [turnId, report.severity, report.text]);

  it('[AL1] is told before the reply that it belongs to, and before any of its words', async () => {
    const sink = await answered(
      ...[status('validating'), start(critical), token('🚨'), end(atEnd)],
    );
    expect(sink.turn('a').map(({ type }) => type)).toEqual([
      ...['step-changed', 'alert-raised', 'reply-started', 'text-delta', 'reply-finished'],
    ]);
    expect(raised(sink)).toEqual([['a', 'emergency', 'Flagged CRITICAL']]);
  });

  it('[AL7] that is urgent at its start and worse at its end is told twice', async () => {
    const sink = await answered(start(urgent), token('x'), end(atEnd));
    expect(raised(sink)).toEqual([
      ['a', 'urgent', 'Flagged URGENT'],
      ['a', 'emergency', 'Flagged EMERGENCY'],
    ]);
    expect(sink.turn('a').at(-1)).toMatchObject({ type: 'reply-finished', whole: true });
  });

  it('[AL7] that is told at the end only is told then, before the reply is done', async () => {
    const sink = await answered(start(), token('x'), end(atEnd));
    expect(sink.turn('a').map(({ type }) => type)).toEqual([
      ...['reply-started', 'text-delta', 'alert-raised', 'reply-finished'],
    ]);
  });

  it('[AL7] that is no worse at the end is told once', async () => {
    expect(raised(await answered(start(critical), token('x'), end(urgent)))).toHaveLength(1);
  });

  it.each([
    [start({ emergency: 'yes' }), end()],
    [start({ emergency: true, severity: 5 }), end()],
    [start('EMERGENCY'), end()],
    [start().replace('}', ',"metadata":{"emergency":tr'), token('x'), end()],
    [start(), end({ emergency_detected: 'yes' })],
  ])('[AL7] that is malformed is told as the worst: %s %s', async (...frames) => {
    const [[turnId, severity, text] = []] = raised(await answered(...frames));
    expect([turnId, severity]).toEqual(['a', 'emergency']);
    expect(text).toContain('could not be read in full');
  });

  it('[AL7] that comes while nothing is awaited is told, and not again with its replay', async () => {
    const late = end(atEnd);
    const sink = await answered(...whole('Yes.').frames, late, late, end({ emergency: true }));
    await sink.until(() => sink.all('frame-ignored')[2]);
    expect(raised(sink)).toEqual([
      [null, 'emergency', 'Flagged EMERGENCY'],
      [null, 'emergency', 'Flagged as an emergency'],
    ]);
  });

  it('[AL7] in a frame of a type that nobody knows is told', async () => {
    const sink = await answered(frame('warning', { metadata: critical }), start(), end());
    expect(raised(sink)).toEqual([['a', 'emergency', 'Flagged CRITICAL']]);
  });

  it('[AL7] of one turn does not silence that of the next, though the frames are alike', async () => {
    const reply = { frames: [start(critical), token('x'), end(atEnd)] };
    const { sink, channel } = await online(reply, reply);
    for (const id of ['a', 'b']) {
      channel.send(ask(id));
      await sink.ended(id);
    }
    expect(raised(sink).map(([turnId]) => turnId)).toEqual(['a', 'b']);
  });

  it('[AL1] survives the loss of the line right after it', async () => {
    const { sink, channel } = await online({ frames: [start(critical)], close: 1006 });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    expect(raised(sink)).toHaveLength(1);
  });
});

describe('an error', () => {
  it.each(['parse_error', 'validation_error', 'safety_violation'])(
    '[TU1] %s refuses the message in the words of the server, and the line goes on',
    async (type) => {
      const { sink, channel } = await online(
        { frames: [status('validating'), error(type)] },
        whole('Yes.'),
      );
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({
        failure: { kind: 'refused', detail: `a ${type}` },
      });
      channel.send(ask('b'));
      expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    },
  );

  it.each(['agent_error', 'never_heard_of'])(
    '[F13] %s in mid-reply keeps the words, and the line goes on',
    async (type) => {
      const { sink, channel } = await online(
        { frames: [start(), token('Ye'), error(type)] },
        whole('Yes.'),
      );
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({
        failure: { kind: 'assistant-failed', detail: `a ${type}` },
      });
      expect(sink.textOf('a')).toBe('Ye');
      channel.send(ask('b'));
      expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
      expect(aiDoctor.server.connections).toBe(1);
    },
  );

  it('[F10] of the server leaves a dead socket, which is replaced at once', async () => {
    const { sink, channel } = await onlineTo(
      { greeting: [hello('s1')], replies: [{ frames: [error('server_error')] }] },
      { greeting: [hello('s2')], replies: [whole('Yes.')] },
    );
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'assistant-failed' } });
    await sink.phase('online');
    expect(aiDoctor.server.connections).toBe(2);
    channel.send(ask('b'));
    expect(await sink.ended('b')).toMatchObject({ type: 'reply-finished' });
    expect(sent()).toMatchObject([{ session_id: 's1' }, { session_id: 's2' }]);
  });

  it('[CN9] of a server that begins with it brings no hurry of connections', async () => {
    aiDoctor = await startScriptedAiDoctor([
      { greeting: [hello('s1'), error('server_error')], replies: [] },
      { greeting: [hello('s2')], replies: [] },
    ]);
    const { sink } = aiDoctor.open();
    await sink.phase('waiting');
    expect(aiDoctor.server.connections).toBe(1);
    aiDoctor.clock.advance(30_000);
    await sink.phase('online');
  });
});

describe('a line that ends', () => {
  it.each([1001, 1006, 1009, 1011, 1012, 1013, 4000, 4999])(
    '[F2][F3][F7][F9] by %i in mid-reply leaves the turn incomplete and is waited for',
    async (close) => {
      const { sink, channel } = await online({ frames: [start(), token('Ye')], close });
      channel.send(ask('a'));
      expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
      expect(sink.textOf('a')).toBe('Ye');
      await sink.phase('waiting');
    },
  );

  it('[F13] with a gap in its reply is unreadable, which matters more', async () => {
    const { sink, channel } = await online({ frames: [start(), 'x', token('Ye')], close: 1006 });
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'unreadable' } });
  });

  it('[F6] by 1009 says that the message is too big, and it is not sent again by itself', async () => {
    const { sink, channel } = await onlineTo(
      { greeting: [hello('s1')], replies: [{ frames: [], close: 1009 }] },
      { greeting: [hello('s2')], replies: [] },
    );
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({
      failure: { kind: 'refused', detail: expect.stringContaining('10,000') as unknown },
    });
    await sink.phase('waiting');
    aiDoctor.clock.advance(30_000);
    await sink.phase('online');
    expect(sent()).toHaveLength(1);
  });

  it('[F19] before any reply fails the turn, and the message is sent once only', async () => {
    const { sink, channel } = await onlineTo(
      { greeting: [hello('s1')], replies: [{ frames: [], close: 1006 }] },
      { greeting: [hello('s2')], replies: [] },
    );
    channel.send(ask('a'));
    expect(await sink.ended('a')).toMatchObject({ failure: { kind: 'connection-lost' } });
    await sink.phase('waiting');
    aiDoctor.clock.advance(30_000);
    await sink.phase('online');
    expect(aiDoctor.server.connections).toBe(2);
    expect(sent()).toHaveLength(1);
  });

  it('[F1] by 1000 is over until somebody acts', async () => {
    const { sink, channel } = await online({ ...whole('Bye.'), close: 1000 });
    channel.send(ask('a'));
    await sink.phase('failed');
    expect(sink.state).toEqual({ phase: 'failed', cause: 'closed-by-server' });
    expect(sink.all('reply-failed')).toEqual([]);
  });

  it.each([401, 403, 502])(
    '[F4] by refusing the handshake with %i is waited for',
    async (refuse) => {
      aiDoctor = await startScriptedAiDoctor([
        { refuse, replies: [] },
        { refuse, replies: [] },
      ]);
      const { sink } = aiDoctor.open();
      await sink.phase('waiting');
      expect(sink.state).toMatchObject({ cause: 'unreachable' });
    },
  );
});
