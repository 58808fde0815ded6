import { expect, it } from 'vitest';
import { watchClock } from './clock-steps.ts';

it('tells how far the wall clock was set back, and is silent about drift, sleep and steps forward', () => {
  let wall = 1_000_000;
  let steady = 0;
  const backMs = watchClock(
    () => wall,
    () => steady,
  );
  const pass = (steadyMs: number, wallMs: number) => {
    steady += steadyMs;
    wall += wallMs;
    return backMs();
  };
  expect(pass(30_000, 30_000)).toBe(0);
  expect(pass(30_000, 29_500)).toBe(0);
  expect(pass(30_000, 3_630_000)).toBe(0);
  expect(pass(30_000, -270_000)).toBe(300_000);
  expect(pass(30_000, 30_000)).toBe(0);
});
