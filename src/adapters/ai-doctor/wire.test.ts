import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrame } from './wire.ts';

const timestamp = '2030-01-15T09:00:00.218143';
const read = (value: unknown) => readFrame(JSON.stringify(value));
const unreadable = { readable: false, severity: null };

describe('a frame', () => {
  it.each([
    { type: 'connection', session_id: 'abc' },
    { type: 'connection' },
    { type: 'status', status: 'validating' },
    { type: 'status', status: 'processing', details: { agent: 'Triage Agent' } },
    { type: 'status', status: 'running_triage', details: { current_agent: 'triage' } },
    { type: 'stream_start' },
    { type: 'stream_end', metadata: null },
    { type: 'token', content: '' },
    { type: 'token', content: '\n\n  ' },
    { type: 'error', error_type: 'agent_error', message: 'no' },
    { type: 'error', error_type: 'never_heard_of', message: '' },
  ])('[TK1] %j is good, and is no alarm', (frame) => {
    expect(read({ ...frame, timestamp })).toEqual({ kind: 'good', frame, alarm: null });
  });

  it('[F39] may bring fields that nobody knows yet', () => {
    const metadata = { workflow: 'multi_agent', agents: ['triage'], nested: { more: [1] } };
    expect(read({ type: 'stream_start', metadata, model: 'x' })).toEqual({
      kind: 'good',
      frame: { type: 'stream_start', metadata: {} },
      alarm: null,
    });
  });

  it.each([{}, [], [1, 2], { type: 'ping' }, { type: 'toString' }, { type: '__proto__' }])(
    '[F39] %j is unknown, and no fault',
    (value) => {
      expect(read(value)).toEqual({ kind: 'unknown', type: null, alarm: null });
    },
  );

  it.each(['', 'plain', '{"type":"token"', 'null', '3', '"text"', 'true', '{"type":5}'])(
    '[F38] %j is malformed',
    (text) => {
      expect(readFrame(text)).toEqual({ kind: 'malformed', type: null, alarm: null });
    },
  );

  it.each([
    { type: 'connection', session_id: 5 },
    { type: 'status' },
    { type: 'status', status: '' },
    { type: 'status', status: 'processing', details: 'x' },
    { type: 'token' },
    { type: 'token', content: ['x'] },
    { type: 'stream_start', metadata: 'x' },
    { type: 'stream_end', metadata: [] },
    { type: 'error', message: 'no' },
    { type: 'error', error_type: 'agent_error', message: null },
  ])('[F38] %j is malformed, and known by its type', (value) => {
    expect(read(value)).toEqual({ kind: 'malformed', type: value.type, alarm: null });
  });

  it('[F38] __proto__ pollutes nothing', () => {
    const poisons = [
      '{"__proto__":{"polluted":true},"type":"token","content":"x"}',
      '{"type":"stream_start","metadata":{"__proto__":{"polluted":true,"emergency":true}}}',
      '{"__proto__":{"type":"token","content":"x"}}',
    ];
    expect(poisons.map((text) => readFrame(text).kind)).toEqual(['malformed', 'good', 'unknown']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('[F38] a hundred thousand brackets or ten megabytes are survived', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readFrame(deep).kind).not.toBe('good');
    expect(readFrame(`{"type":"token","content":${deep}}`).kind).toBe('malformed');
    expect(readFrame('x'.repeat(10_000_000)).kind).toBe('malformed');
  });

  it('[TK1] any text in a token comes through to the letter, and is no alarm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (content) => {
        const frame = { type: 'token', content };
        expect(read(frame)).toEqual({ kind: 'good', frame, alarm: null });
      }),
    );
  });
});

describe('an emergency', () => {
  const flags = [{ emergency: true }, { emergency_detected: true }];
  const types = ['stream_start', 'stream_end', 'status', 'never_heard_of', undefined];

  it('[AL7] is heard from whatever frame flags it', () => {
    for (const flag of flags) {
      for (const type of types) {
        expect(read({ type, metadata: { ...flag, severity: 'URGENT' } }).alarm).toEqual({
          readable: true,
          severity: 'URGENT',
        });
        expect(read({ type, metadata: flag }).alarm).toEqual({ readable: true, severity: null });
      }
    }
  });

  it.each([
    undefined,
    null,
    {},
    'x',
    [1],
    { emergency: false },
    { emergency: null },
    { emergency_detected: false, severity: 'CRITICAL' },
    { severity: 'MODERATE' },
    { agents_completed: ['triage'], session_id: 'abc' },
  ])('[AL7] is none with the metadata %j', (metadata) => {
    expect(read({ type: 'stream_end', metadata }).alarm).toBeNull();
  });

  it.each([
    { emergency: 'yes' },
    { emergency: 1, severity: 'CRITICAL' },
    { emergency: {} },
    { emergency: true, severity: 5 },
    { emergency: true, severity: ['CRITICAL'] },
    { emergency: true, emergency_detected: 'yes' },
    { severity: 'CRITICAL' },
    { severity: 'critical' },
    'EMERGENCY',
    ['emergency', true],
    [{ emergency: true }],
  ])('[AL7] is raised with the metadata %j, though it cannot be read', (metadata) => {
    for (const type of ['stream_start', 'stream_end', 'never_heard_of']) {
      expect(read({ type, metadata }).alarm).toEqual(unreadable);
    }
  });

  it('[AL7] is raised by a flag beside the metadata instead of in it', () => {
    for (const flag of flags) {
      for (const type of types) {
        expect(read({ type, ...flag }).alarm).toEqual(unreadable);
        expect(read({ type, emergency: false, metadata: {} }).alarm).toBeNull();
      }
    }
  });

  it('[AL7] is raised by a frame that calls itself one', () => {
    for (const type of ['emergency', 'EMERGENCY', 'emergency_detected', 'emergency_alert']) {
      expect(read({ type })).toEqual({ kind: 'unknown', type: null, alarm: unreadable });
    }
    expect(read({ type: 'checking_emergency' }).alarm).toBeNull();
  });

  it('[AL7] one flag that is up is enough', () => {
    const metadata = { emergency: true, emergency_detected: false };
    expect(read({ type: 'stream_end', metadata }).alarm).toMatchObject({ readable: true });
  });

  it('[AL7] is raised by a frame that is cut, is no JSON or is too long, from the flag on', () => {
    const whole = JSON.stringify({
      type: 'stream_start',
      metadata: { emergency: true, severity: 'CRITICAL' },
    });
    const flag = whole.indexOf(':true') + 1;
    for (let length = flag; length < whole.length; length++) {
      expect(readFrame(whole.slice(0, length)).alarm).toEqual(unreadable);
    }
    expect(readFrame(whole.replace('true', 'True')).alarm).toEqual(unreadable);
    expect(readFrame(whole.replace('}}', `,"x":"${'x'.repeat(1_000_000)}"}}`)).alarm).toEqual(
      unreadable,
    );
  });

  it('[AL7] is none in the words of a token that is cut, nor where the flag is down', () => {
    const token = JSON.stringify({ type: 'token', content: '{"emergency": true}' });
    expect(readFrame(token.slice(0, -1)).alarm).toBeNull();
    expect(readFrame('{"metadata":{"emergency": false,').alarm).toBeNull();
  });
});

describe('whatever comes', () => {
  it('[F38] reading never throws: any text', () => {
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit });
    fc.assert(fc.property(text, (frame) => readFrame(frame).kind !== 'good'));
  });

  it('[F38] reading never throws: any JSON', () => {
    const json = fc.json({ depthSize: 'xsmall' });
    fc.assert(fc.property(json, (frame) => readFrame(frame).kind !== 'good'));
  });

  it('[F38] reading never throws: what is nearly a frame', () => {
    const odd = fc.constantFrom(null, true, 0, '', 'x', [], {}, [[]], { emergency: [] });
    const types = ['connection', 'status', 'stream_start', 'token', 'stream_end', 'error'];
    const nearly = fc.record(
      {
        type: fc.constantFrom(...types),
        ...{ session_id: odd, status: odd, details: odd, content: odd, metadata: odd },
        ...{ error_type: odd, message: odd },
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(nearly, (value) => 'kind' in read(value)));
  });
});
