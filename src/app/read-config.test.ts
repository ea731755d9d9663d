import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signInKind } from './config-sense.ts';
import { ConfigMistake, parseConfig } from './read-config.ts';

const smallest = { tenant: 'Ward', dx0: { baseUrl: '/api/v1' } };
const desk = { baseUrl: '/', tenantId: 'north', workflow: 'desk' };
const doctor = { tenant: 'Ward', aiDoctor: { baseUrl: '/api/v1' } };

function faultsOf(config: unknown) {
  try {
    parseConfig(config);
  } catch (error) {
    if (error instanceof ConfigMistake) return error.faults;
    throw error;
  }
  return [];
}

describe('[OP1] config.json', () => {
  it('needs no more than a tenant and an address; the rest has defaults', () => {
    expect(parseConfig(smallest).tenants[0]).toMatchObject({
      id: '',
      dx0: { assistant: 'Diagnostic panel', budget: null, parameters: {}, tokenInProtocol: false },
      limits: { firstFrame: 30, stall: 10, giveUp: 60 },
    });
  });

  it.each([
    ['dx0', { ...smallest, sessions: { baseUrl: '/openai' } }],
    ['name', doctor],
    ['api-key', { ...doctor, sessions: { baseUrl: '/openai' } }],
    ['dx0', { ...smallest, xians: desk }],
    ['api-key', { tenant: 'Ward', xians: desk }],
    ['name', { ...doctor, signIn: { kind: 'name' } }],
  ])('[AU1] has people sign in by %s where it does not say how', (kind, config) => {
    expect(signInKind(parseConfig(config).tenants[0])).toBe(kind);
  });

  it('[NT4] lets nobody send a notice to everybody unless it names them', () => {
    const rightOf = (xians: object) =>
      parseConfig({ ...smallest, xians: { ...desk, ...xians } }).tenants[0].xians?.broadcast;
    expect(rightOf({})).toEqual({ groups: [], users: [] });
    expect(rightOf({ broadcast: { groups: ['admin'] } })).toEqual({ groups: ['admin'], users: [] });
    expect(
      faultsOf({ ...smallest, xians: { ...desk, broadcast: { users: [''] } } })[0]?.key,
    ).toContain('users');
  });

  it('takes an address with or without a slash at its end', () => {
    for (const baseUrl of ['/api/v1', '/api/v1/', 'https://dx0.example/api/v1//']) {
      expect(parseConfig({ ...smallest, dx0: { baseUrl } }).tenants[0].dx0?.baseUrl).toBe(
        baseUrl.replace(/\/+$/, ''),
      );
    }
  });

  it('is told each key that there is not', () => {
    const keys = faultsOf({ ...smallest, dx: {}, budjet: 1 }).map(({ key }) => key);
    expect(keys).toEqual(['dx', 'budjet']);
  });

  it('is told an empty text as one', () => {
    expect(faultsOf({ ...smallest, tenant: '' })).toEqual([
      { key: 'tenant', expected: 'must not be empty' },
    ]);
  });

  it('of the demonstration is right', () => {
    const shipped = readFileSync(new URL('../../public/config.json', import.meta.url), 'utf8');
    expect(() => parseConfig(JSON.parse(shipped))).not.toThrow();
  });

  it.each([
    ['a missing key', { dx0: { baseUrl: '/api/v1' } }, 'tenant'],
    ['an empty text', { ...smallest, tenant: '' }, 'tenant'],
    ['a budget in words', { ...smallest, dx0: { ...smallest.dx0, budget: 'abc' } }, 'dx0.budget'],
    ['a budget below zero', { ...smallest, dx0: { ...smallest.dx0, budget: -5 } }, 'dx0.budget'],
    ['an address that is none', { ...smallest, dx0: { baseUrl: 'http://[bad' } }, 'dx0.baseUrl'],
    ['a price list that is nowhere', { ...smallest, priceList: 'http://[bad' }, 'priceList'],
    ['a misspelt key', { ...smallest, dx0: { ...smallest.dx0, bugdet: 5 } }, 'dx0.bugdet'],
    [
      'a limit of zero',
      { ...smallest, limits: { firstFrame: 0, stall: 10, giveUp: 60 } },
      'limits',
    ],
    ['nobody who answers', { tenant: 'Ward' }, 'dx0'],
    ['Dx0 and another sign-in', { ...smallest, signIn: { kind: 'api-key' } }, 'signIn.kind'],
    ['no Dx0 to sign in to', { ...doctor, signIn: { kind: 'dx0' } }, 'signIn.kind'],
    ['a sign-in that is none', { ...doctor, signIn: { kind: 'badge' } }, 'signIn.kind'],
    ['no token endpoint', { ...doctor, signIn: { kind: 'token-endpoint' } }, 'signIn.endpoint'],
    [
      'a name where a token is wanted',
      { ...doctor, sessions: { baseUrl: '/openai' }, signIn: { kind: 'name' } },
      'signIn.kind',
    ],
    [
      'a name where Xians wants a key',
      { ...doctor, xians: desk, signIn: { kind: 'name' } },
      'signIn',
    ],
    [
      'groups where no sign-in tells any',
      { tenant: 'Ward', xians: { ...desk, broadcast: { groups: ['admin'] } } },
      'xians.broadcast.groups',
    ],
    [
      'a desk that only tells notices',
      { tenant: 'Ward', xians: { ...desk, roles: ['notices'] } },
      'dx0',
    ],
    ['a list', [], '(the whole file)'],
    ['nothing', null, '(the whole file)'],
  ])('with %s is refused by the name of the key', (_, config, key) => {
    const [fault] = faultsOf(config);
    expect(fault?.key).toContain(key);
    expect(fault?.expected).not.toBe('');
  });
});

describe('[OP1] [TE1] a config of several tenants', () => {
  const north = { id: 'north', ...smallest, tenant: 'North' };
  const valley = { id: 'valley', ...doctor, tenant: 'Valley' };

  it('gives each tenant its own, and the limits to all', () => {
    const limits = { firstFrame: 9, stall: 8, giveUp: 7, idleLock: 60 };
    const site = parseConfig({ tenants: [north, valley], limits, keepOthersOpen: false });
    expect(site).toMatchObject({ keepOthersOpen: false, limits });
    expect(site.tenants.map(({ id, limits: each }) => [id, each.firstFrame])).toEqual([
      ['north', 9],
      ['valley', 9],
    ]);
    expect(parseConfig({ tenants: [north] }).keepOthersOpen).toBe(true);
  });

  it.each([
    ['no tenant', [], 'tenants'],
    ['an id that cannot stand in an address', [{ ...north, id: 'North Wing' }], 'tenants.0.id'],
    ['an id twice', [north, { ...valley, id: 'north' }], 'tenants.1.id'],
    ['a name twice', [north, { ...valley, tenant: 'North' }], 'tenants.1.tenant'],
    ['a misspelt key', [north, { ...valley, budjet: 1 }], 'tenants.1.budjet'],
    ['keys that contradict', [north, { id: 'x', tenant: 'X' }], 'tenants.1.dx0'],
  ])('with %s is refused by the path of the key', (_, tenants, key) => {
    expect(faultsOf({ tenants }).map((fault) => fault.key)).toContain(key);
  });

  it('takes no key of one tenant beside them', () => {
    expect(faultsOf({ tenants: [north], dx0: smallest.dx0 })[0]?.key).toBe('dx0');
  });
});
