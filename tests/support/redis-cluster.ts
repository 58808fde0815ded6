import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensureRedisServer, type RedisServerBinary } from '../../src/store/redis-binary.ts';
import { spawnBound } from './redis.ts';

const run = promisify(execFile);

export interface TestCluster {
  readonly kind: 'running';
  /** As `connectStore` takes it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** This machine cannot have a cluster. */
export interface NoCluster {
  readonly kind: 'missing';
  readonly reason: string;
}

/** Three masters on loopback ports, joined by redis-cli where it is there. */
export async function startTestCluster(): Promise<TestCluster | NoCluster> {
  const binary = await ensureRedisServer({ env: process.env });
  const cli = await findCli(binary);
  if (cli === undefined) return { kind: 'missing', reason: 'redis-cli is not there to join three servers' };

  const dir = await mkdtemp(join(tmpdir(), 'cm-cluster-'));
  const ports = await freePorts(3);
  const nodes: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(endNode));
    await rm(dir, { recursive: true, force: true });
  };
  try {
    for (const port of ports) nodes.push(await startNode(binary, join(dir, String(port)), port));
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    const env = { ...process.env, ...binary.env };
    await run(cli, ['--cluster', 'create', ...hosts, '--cluster-yes', '--cluster-replicas', '0'], {
      env,
      timeout: 60_000,
    });
    for (const port of ports) await untilJoined(cli, port, env);
    return { kind: 'running', url: `redis-cluster://${hosts.join(',')}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function findCli(binary: RedisServerBinary): Promise<string | undefined> {
  for (const cli of [join(dirname(binary.command), 'redis-cli'), 'redis-cli', 'valkey-cli']) {
    const answer = await run(cli, ['--version'], { env: { ...process.env, ...binary.env } }).catch(() => undefined);
    if (answer !== undefined) return cli;
  }
  return undefined;
}

async function startNode(binary: RedisServerBinary, dir: string, port: number): Promise<ChildProcess> {
  await mkdir(dir);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--cluster-enabled', 'yes'];
  const node = spawnBound(binary.command, args, { ...process.env, ...binary.env });
  node.stdout?.resume();
  while (await isFree(port)) {
    if (node.exitCode !== null) throw new Error(`${binary.command} ended at once`);
    await pause(20);
  }
  return node;
}

async function endNode(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const gone = once(node, 'exit');
  node.kill('SIGKILL');
  await gone;
}

async function untilJoined(cli: string, port: number, env: NodeJS.ProcessEnv): Promise<void> {
  for (;;) {
    const { stdout } = await run(cli, ['-p', String(port), 'cluster', 'info'], { env });
    if (stdout.includes('cluster_state:ok') && stdout.includes('cluster_known_nodes:3')) return;
    await pause(50);
  }
}

/** Each node also listens on its port + 10,000: both stay below the ports that systems give to outgoing connections (32,768 on Linux). */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 12_000 + Math.floor(Math.random() * 10_000);
    if (!ports.includes(port) && (await isFree(port)) && (await isFree(port + 10_000))) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => probe.close(resolve));
  return isListening;
}
