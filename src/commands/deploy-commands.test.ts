import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { run } from './deploy-commands.ts';
import type { CommandIo } from './io.ts';

let fake: FakeDiscord;
let dataDir: string;

beforeEach(async () => {
  fake = await startFakeDiscord();
  dataDir = await mkdtemp(join(tmpdir(), 'cm-deploy-'));
});

afterEach(async () => {
  await fake.close();
  await rm(dataDir, { recursive: true });
});

async function deploy(env: CommandIo['env'] = {}, options: { force?: boolean } = {}) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const exitCode = await run(options, {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: { DISCORD_TOKEN: fake.token, DISCORD_API_BASE: fake.apiBase, DATA_DIR: dataDir, ...env },
    isTerminal: false,
  });
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

it('registers once, and again only when told to', async () => {
  expect(await deploy()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('commands registered') });
  expect(await deploy()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('unchanged') });
  expect(await deploy({}, { force: true })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('registered'),
  });
  expect(fake.requests.map((request) => request.method)).toEqual(['PUT', 'PUT']);
  expect(fake.faults).toEqual([]);
});

it('says which variable is missing, or wrong, and never the token', async () => {
  expect(await deploy({ DISCORD_TOKEN: '' })).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('DISCORD_TOKEN is not set'),
  });
  const wrong = await deploy({ DISCORD_TOKEN: `${fake.token}-revoked` });
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('check DISCORD_TOKEN') });
  expect(wrong.stderr).not.toContain('revoked');
});
