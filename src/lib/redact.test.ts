import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactAll } from './redact.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl';

describe('what must not leave', () => {
  it.each([
    ['sk-Xnai-abcDEF123 was refused', 'abcDEF123'],
    ['Authorization: Bearer abc.def', 'abc'],
    ['sent with bearer q1w2e3', 'q1w2e3'],
    ['Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    [`the token ${jwt} ended`, 'eyJzdWIiOiJqYW5lIn0'],
    [`cut ${jwt.slice(0, 30)}`, jwt.slice(0, 30)],
    ['wss://clinic.example/ws?token=abc&case=7', 'abc'],
    ['https://clinic.example/#/c/jane', 'jane'],
    ['https://jane:roe@clinic.example/', 'roe'],
    ['password=hunter2', 'hunter2'],
    ['{"apiKey":"hunter2"}', 'hunter2'],
    ['write to jane.roe+x@ward.example.org now', 'jane.roe'],
    ['call +47 22 11 33 44', '22 11'],
    ['MRN 00123456', '00123456'],
    ['born 1961-04-30', '1961'],
    ['session 9f8b3c2d1e0f4a5b6c7d', '9f8b3c2d1e0f4a5b6c7d'],
  ])('[OP2] %j', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(JSON.stringify(redactAll({ list: [{ text }] }))).not.toContain(secret);
  });

  it('[OP2] a secret between whatever else', () => {
    const around = fc.string({ maxLength: 30 });
    const secret = fc.constantFrom(`Bearer ${jwt}`, 'sk-Xnai-abcDEF123', '+47 22 11 33 44');
    fc.assert(
      fc.property(around, secret, around, (before, it, after) => {
        expect(redact(`${before} ${it} ${after}`)).not.toMatch(/eyJzdWIi|abcDEF123|22 11 33/);
      }),
    );
  });

  it.each(['x', 4711, ['x'], { value: 'x' }, [{ value: ['x'] }]])(
    '[OP2] whatever has the name of a secret, also when it is %j',
    (password) => {
      expect(redactAll({ accounts: [{ note: 'a nurse', password }] })).toEqual({
        accounts: [{ note: 'a nurse', password: '***' }],
      });
    },
  );

  it('[OP2] who may do what, by name, but not whether something is done', () => {
    expect(
      redactAll({ username: 'jane', broadcast: { groups: ['admin'], users: ['jane', 'kay'] } }),
    ).toEqual({ username: '***', broadcast: { groups: ['admin'], users: '***' } });
    expect(redactAll({ tokenInProtocol: true })).toEqual({ tokenInProtocol: true });
  });
});

it.each([
  'The connection was closed (code 1011)',
  'No answer within 15 s',
  'GET sessions/…/messages',
  'https://clinic.example/api/v1',
  'The server failed with status 503',
])('[OP2] %j stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});
