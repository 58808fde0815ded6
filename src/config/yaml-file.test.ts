import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYamlFile } from './yaml-file.ts';

describe('parseYamlFile', () => {
  it.each([
    ['keys in keys', `a: ${'? '.repeat(100)}b`],
    [
      'values in values, where a brace is missing',
      `a:\n  s:\n    name: { en: x, fr: y${': '.repeat(6000)}f: 1\n    forms:\n      hy: [a, b]\n`,
    ],
    ['lists in lists', `a: ${'['.repeat(6000)}`],
    ['maps in maps', `a: ${'{b: '.repeat(6000)}`],
  ])('refuses in words what is nested without end: %s', (_what, text) => {
    const parsed = parseYamlFile('a.yaml', text, z.object({ a: z.string() }));
    expect(parsed.kind === 'invalid' && parsed.problems[0]?.message).toMatch(/^is not valid YAML: /);
  });
});
