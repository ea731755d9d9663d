import { expect, test } from 'vitest';
import { exactTest, findTests } from './find-tests.ts';

const offered = [
  { name: 'arterial blood gas', cptCode: '82803' },
  { name: 'blood culture', cptCode: '87040' },
  { name: 'complete blood count', cptCode: '85027' },
  { name: 'd-dimer', cptCode: '85379' },
  { name: 'troponin i', cptCode: '84484' },
  { name: 'troponin t', cptCode: '84484' },
  { name: 'urine gas', cptCode: null },
];
const names = (typed: string, atMost = 50) =>
  findTests(offered, typed, atMost).tests.map(({ name }) => name);

test('[OR1] any words in any order find a test, whatever their case', () => {
  expect(names('count COMPLETE')).toEqual(['complete blood count']);
  expect(names('gas  art')).toEqual(['arterial blood gas']);
  expect(names('count urine')).toEqual([]);
});

test('[OR1] a CPT code finds its tests', () => {
  expect(names('84484')).toEqual(['troponin i', 'troponin t']);
  expect(names('8537')).toEqual(['d-dimer']);
});

test('[OR1] names that begin with what is typed come first', () => {
  expect(names('blood')).toEqual(['blood culture', 'arterial blood gas', 'complete blood count']);
});

test('[OR1] nothing typed lists everything, as far as there is room', () => {
  expect(names('')).toEqual(offered.map(({ name }) => name));
  expect(findTests(offered, '', 3)).toEqual({ tests: offered.slice(0, 3), more: 4 });
  expect(findTests(offered, 'blood', 3).more).toBe(0);
});

test('[OR1] only what leaves no doubt stands for a test of the list', () => {
  expect(exactTest(offered, '  Complete  Blood count')?.name).toBe('complete blood count');
  expect(exactTest(offered, '85379')?.name).toBe('d-dimer');
  expect(exactTest(offered, '84484')).toBeUndefined();
  expect(exactTest(offered, 'd-dim')).toBeUndefined();
  expect(exactTest(offered, '')).toBeUndefined();
});
