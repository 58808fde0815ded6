import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageOf } from './file-error.ts';

describe('the message of an error', () => {
  it('names a missing file and what to do', async () => {
    const path = join(tmpdir(), 'there-is-none', 'gold.jsonl');
    const error = await readFile(path).catch((cause: unknown) => cause);
    expect(messageOf(error)).toBe(`${path}: there is no such file or folder; check the path`);
  });

  it('tells a folder where a file is wanted, although the system names no path', async () => {
    const error = await readFile(tmpdir()).catch((cause: unknown) => cause);
    expect(messageOf(error)).toMatch(/^this is a folder; name a file/);
  });

  it.each([
    [new Error('anything else'), 'anything else'],
    ['a text that was thrown', 'a text that was thrown'],
  ])('leaves %s as it is', (error, message) => {
    expect(messageOf(error)).toBe(message);
  });
});
