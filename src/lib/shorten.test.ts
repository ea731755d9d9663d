import { describe, expect, it } from 'vitest';
import { shorten } from './shorten.ts';

describe('shortening', () => {
  it('leaves alone what fits, in one line', () => {
    expect(shorten(' Chest\n  pain ', 10)).toBe('Chest pain');
    expect(shorten('', 10)).toBe('');
  });

  it('marks what it leaves out, and cuts no character in two', () => {
    expect(shorten('Chest pain at rest', 10)).toBe('Chest pai…');
    expect(shorten('🫀🫀🫀🫀', 3)).toBe('🫀🫀…');
    expect(shorten('Chest pain', 7)).toBe('Chest…');
    expect(shorten('x'.repeat(1_000_000), 5)).toBe('xxxx…');
  });

  it('marks a text of which the beginning is only space', () => {
    expect(shorten(`${' '.repeat(50)}pain`, 5)).toBe('…');
  });
});
