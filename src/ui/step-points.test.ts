import { expect, test } from 'vitest';
import { forecastPoints, stepPoints, topOf } from './step-points.ts';

test('[OR8] spend stays level between turns and rises at each', () => {
  expect(stepPoints(10, [30, 30, 45])).toEqual([
    { x: 0, y: 10 },
    { x: 1, y: 10 },
    { x: 1, y: 30 },
    { x: 2, y: 30 },
    { x: 2, y: 30 },
    { x: 3, y: 30 },
    { x: 3, y: 45 },
    { x: 4, y: 45 },
  ]);
});

test('[OR8] the forecast goes on from where the spend ends', () => {
  const steps = stepPoints(0, [20]);
  expect(forecastPoints(steps, 33)).toEqual([
    { x: 2, y: 20 },
    { x: 2, y: 33 },
    { x: 3, y: 33 },
  ]);
});

test('[OR6] the limit is in the picture once the spend comes near it', () => {
  expect(topOf([20, 40], 100)).toBeLessThan(100);
  expect(topOf([20, 80], 100)).toBeGreaterThan(100);
  expect(topOf([20, 130], 100)).toBeGreaterThan(130);
  expect(topOf([], null)).toBeGreaterThan(0);
});
