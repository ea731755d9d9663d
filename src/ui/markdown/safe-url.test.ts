import { describe, expect, test } from 'vitest';
import { readDestination } from './safe-url.ts';

describe('[TK5] [SE2] an address is offered as it is read, not as it is written', () => {
  test.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d', 'example.org'],
    ['HTTP://Example.ORG:8080', 'http://example.org:8080/', 'example.org:8080'],
    ['mailto:ward@example.org?body=notes', 'mailto:ward@example.org', 'ward@example.org'],
    ['tel:+47 112', 'tel:+47 112', '+47 112'],
  ])('%s', (address, href, place) => {
    expect(readDestination(address)).toEqual({ href, place });
  });

  test('a name in letters of other alphabets is told in ASCII', () => {
    expect(readDestination('https://аррӏе.com/login')).toEqual({
      href: 'https://xn--80ak6aa92e.com/login',
      place: 'xn--80ak6aa92e.com',
      warning: 'lookalike',
    });
  });

  test('name and password are dropped and told', () => {
    expect(readDestination('https://example.org:pass@elsewhere.example/x')).toEqual({
      href: 'https://elsewhere.example/x',
      place: 'elsewhere.example',
      warning: 'credentials',
    });
  });

  test.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'https:example.org',
    '//example.org',
    '/api/logout',
    '#anchor',
    'data:text/html,x',
    'https://example.org/\u202Egnp.exe',
    'https://example.org/%E2%80%8Bx',
    'mailto:one@example.org,two@example.org?bcc=x@example.org<',
    'tel:*21*555%23',
    '',
  ])('%j is no link', (address) => {
    expect(readDestination(address)).toBeUndefined();
  });
});
