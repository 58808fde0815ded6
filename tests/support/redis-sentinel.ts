import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ensureRedisServer } from '../../src/store/redis-binary.ts';
import { spawnBound } from './redis.ts';
import { freePorts } from './redis-cluster.ts';

export interface TestSentinel {
  /** As `connectStore` takes it. */
  readonly url: string;
  /** Makes the replica the master, and resolves once the sentinel says so. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** A master, its replica and one sentinel that watches both. */
export async function startTestSentinel(): Promise<TestSentinel> {
  const binary = await ensureRedisServer({ env: process.env });
  const dir = await mkdtemp(join(tmpdir(), 'cm-sentinel-'));
  const [master = 0, replica = 0, sentinel = 0] = await freePorts(3);
  const children: ChildProcess[] = [];

  async function start(port: number, args: readonly string[]): Promise<void> {
    await mkdir(join(dir, String(port)));
    const env = { ...process.env, ...binary.env };
    const common = ['--port', String(port), '--bind', '127.0.0.1', '--dir', join(dir, String(port))];
    const child = spawnBound(binary.command, [...args, ...common], env);
    child.stdout?.resume();
    children.push(child);
    await untilPong(port);
  }

  const config = join(dir, 'sentinel.conf');
  const watch = `sentinel monitor ours 127.0.0.1 ${master} 1\nsentinel down-after-milliseconds ours 1000\n`;
  await writeFile(config, `${watch}sentinel failover-timeout ours 3000\n`);
  // By default a master waits five seconds for more replicas before it sends its first snapshot.
  await start(master, ['--save', '', '--repl-diskless-sync-delay', '0']);
  await start(replica, ['--save', '', '--replicaof', `127.0.0.1 ${master}`]);
  await untilInStep(replica);
  await start(sentinel, [config, '--sentinel']);

  const admin = client(sentinel);
  const masterPort = async (): Promise<number> => {
    const answer = await admin.call('SENTINEL', 'get-master-addr-by-name', 'ours');
    return Array.isArray(answer) ? Number(answer[1]) : 0;
  };
  const replicaCount = async (): Promise<number> => {
    const answer = await admin.call('SENTINEL', 'replicas', 'ours');
    return Array.isArray(answer) ? answer.length : 0;
  };
  while ((await replicaCount()) === 0) await pause(50);

  return {
    url: `redis-sentinel://127.0.0.1:${sentinel}/ours`,
    async failOver() {
      // Refused while the sentinel has not yet heard from the replica: ask again.
      while ((await admin.call('SENTINEL', 'failover', 'ours').catch(() => 'again')) !== 'OK') await pause(200);
      while ((await masterPort()) !== replica) await pause(50);
    },
    async stop() {
      admin.disconnect();
      for (const child of children) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function client(port: number): Redis {
  const redis = new Redis(port, '127.0.0.1');
  redis.on('error', () => undefined);
  return redis;
}

async function untilPong(port: number): Promise<void> {
  const probe = client(port);
  await probe.ping();
  probe.disconnect();
}

/** A replica that has not yet its first snapshot keeps no write, however long one waits for it. */
async function untilInStep(replica: number): Promise<void> {
  const probe = client(replica);
  while (!(await probe.info('replication')).includes('master_link_status:up')) await pause(50);
  probe.disconnect();
}
