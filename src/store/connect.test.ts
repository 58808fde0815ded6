import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestRedis, type TestRedis } from '../../tests/support/redis.ts';
import { WrongStoreAddress } from './address.ts';
import { connectStore, type Store, type StoreNotice } from './connect.ts';
import { sayOncePerMinute } from './notices.ts';
import { defineScript } from './script.ts';
import { StoreUnavailable } from './unavailable.ts';

function portOf(listening: Server): number {
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a connection to Redis', () => {
  let server: TestRedis;
  let store: Store | undefined;
  const notices: StoreNotice[] = [];

  beforeAll(async () => {
    server = await startTestRedis({ durable: true });
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    await store?.close();
    notices.length = 0;
  });

  async function connect(deadlineMs = 5000): Promise<Store> {
    store = await connectStore({ address: server.url, deadlineMs, onNotice: (notice) => notices.push(notice) });
    return store;
  }

  it('answers what was stored, under its prefix', async () => {
    const redis = await connect();
    await redis.ask('write', (client) => client.set(redis.key('a', 'b'), '1'));
    expect(await redis.ask('read', (client) => client.get('{cm}:a:b'))).toBe('1');
  });

  it('runs a script that Redis does not know yet', async () => {
    const redis = await connect();
    const script = defineScript('add', 'return tonumber(ARGV[1]) + tonumber(ARGV[2])');
    expect(await redis.run(script, [], [2, 3])).toBe(5);
    expect(await redis.run(script, [], [3, 4])).toBe(7);
  });

  it('throws when Redis is gone, and works again when it is back', async () => {
    const redis = await connect();
    await server.kill();
    await expect(redis.ask('read', (client) => client.get('x'))).rejects.toThrow(StoreUnavailable);
    await server.start();
    await expect
      .poll(() => redis.ask('read', (client) => client.get('x')).catch(() => 'away'), { timeout: 5000 })
      .toBeNull();
    expect(notices).toMatchObject([{ kind: 'unreachable' }, { kind: 'reachable' }]);
  });

  it('throws when Redis stalls, in every way of asking', async () => {
    const redis = await connect(100);
    server.freeze();
    try {
      await expect(redis.ask('read', (client) => client.get('x'))).rejects.toThrow(/no answer in 100 ms/);
      await expect(redis.pipeline('read', (batch) => batch.get('x'))).rejects.toThrow(StoreUnavailable);
      await expect(redis.transaction('write', (multi) => multi.set('x', 1))).rejects.toThrow(StoreUnavailable);
      await expect(redis.run(defineScript('one', 'return 1'), [], [])).rejects.toThrow(StoreUnavailable);
    } finally {
      server.thaw();
    }
  });

  it('throws when Redis has no memory left, and when it is a read-only replica', async () => {
    const redis = await connect();
    const admin = server.connect();
    await admin.config('SET', 'maxmemory', '1');
    await expect(redis.ask('write', (client) => client.set('x', '1'))).rejects.toThrow(StoreUnavailable);
    await expect(redis.transaction('write', (multi) => multi.set('x', '1'))).rejects.toThrow(StoreUnavailable);
    await admin.config('SET', 'maxmemory', '0');
    await admin.config('SET', 'replica-read-only', 'yes');
    await admin.replicaof('127.0.0.1', '1');
    await expect(redis.ask('write', (client) => client.set('x', '1'))).rejects.toThrow(StoreUnavailable);
    await admin.replicaof('NO', 'ONE');
  });

  it('leaves an error of our own making as it is', async () => {
    const redis = await connect();
    await redis.ask('write', (client) => client.set(redis.key('text'), 'x'));
    await expect(redis.ask('push', (client) => client.rpush(redis.key('text'), 'y'))).rejects.toThrow(/WRONGTYPE/);
    await expect(redis.ask('push', (client) => client.rpush(redis.key('text'), 'y'))).rejects.not.toThrow(
      StoreUnavailable,
    );
  });

  it('waits for a Redis that is not there yet, with one line', async () => {
    await server.kill();
    const waiting = connect();
    await expect.poll(() => notices.length).toBe(1);
    expect(notices[0]?.message).toMatch(/unix:\/\/.*cannot be reached/);
    await server.start();
    await expect((await waiting).ping()).resolves.toBeGreaterThan(0);
  });

  it('stops waiting when told to', async () => {
    const stop = new AbortController();
    const waiting = connectStore({ address: 'unix:///nowhere/redis.sock', signal: stop.signal });
    stop.abort(new Error('shutting down'));
    await expect(waiting).rejects.toThrow('shutting down');
  });

  it('gives up at once when Redis refuses the password, without telling it', async () => {
    const admin = server.connect();
    await admin.config('SET', 'requirepass', 'right');
    const attempt = connectStore({ address: `unix://:hunter2@${server.socketPath}` });
    await expect(attempt).rejects.toThrow(WrongStoreAddress);
    await expect(attempt).rejects.toThrow(/^(?!.*hunter2).*Redis refuses us/);
    const without = connectStore({ address: server.url });
    await expect(without).rejects.toThrow(WrongStoreAddress);
    await admin.config('SET', 'requirepass', '');
  });

  it('warns when Redis may throw keys away', async () => {
    const admin = server.connect();
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await connect();
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    expect(notices).toMatchObject([{ kind: 'warning', message: /noeviction/ }]);
  });

  it('gives up a connection that the network swallowed, and makes a new one', async () => {
    const held = new Set<Socket>();
    let isSwallowing = false;
    const proxy = createServer((client) => {
      const upstream = createConnection(server.socketPath);
      held.add(client).add(upstream);
      if (isSwallowing) client.resume();
      const forward = (to: Socket) => (chunk: Buffer) => {
        if (!isSwallowing) to.write(chunk);
      };
      client.on('data', forward(upstream)).on('error', () => undefined);
      upstream.on('data', forward(client)).on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const port = portOf(proxy);
    const viaProxy = await connectStore({ address: `redis://127.0.0.1:${port}`, deadlineMs: 100, silenceMs: 200 });
    isSwallowing = true;
    await expect(viaProxy.ping()).rejects.toThrow(StoreUnavailable);
    // The old connection never closes by itself; only a new one is forwarded again.
    const old = [...held];
    await expect.poll(() => held.size > old.length, { timeout: 5000 }).toBe(true);
    isSwallowing = false;
    await expect.poll(() => viaProxy.ping().catch(() => 'away'), { timeout: 10_000 }).toBeTypeOf('number');
    await viaProxy.close();
    for (const socket of held) socket.destroy();
    proxy.close();
  });

  it('refuses a server that is too old', async () => {
    const old = createServer((client) => {
      const info = '# Server\r\nredis_version:6.0.16\r\nloading:0\r\n';
      client.on('data', (chunk: Buffer) => {
        for (const [, name] of chunk.toString('latin1').matchAll(/\$\d+\r\n(hello|info|ping|client)\r\n/gi)) {
          if (name?.toLowerCase() === 'info') client.write(`$${info.length}\r\n${info}\r\n`);
          else client.write(name?.toLowerCase() === 'ping' ? '+PONG\r\n' : "-ERR unknown command 'HELLO'\r\n");
        }
      });
      client.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(old, 'listening');
    const attempt = connectStore({ address: `redis://127.0.0.1:${portOf(old)}` });
    await expect(attempt).rejects.toThrow(/has version 6\.0; 6\.2 or newer/);
    old.close();
  });

  it('does not take a server that never answers for a Redis', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const port = portOf(silent);
    const stop = new AbortController();
    const waiting = connectStore({ address: `redis://127.0.0.1:${port}`, deadlineMs: 50, signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    silent.close();
  });
});

describe('one line a minute', () => {
  it('holds further lines back, also after the trouble ended and began again', () => {
    const said: string[] = [];
    let now = 0;
    const voice = sayOncePerMinute(
      (line) => said.push(line),
      () => now,
    );
    voice.say('a');
    now = 59_999;
    voice.say('b');
    now = 60_000;
    voice.say('c');
    expect(voice.wasSaid()).toBe(true);
    voice.reset();
    voice.say('d');
    expect(voice.wasSaid()).toBe(false);
    expect(said).toEqual(['a', 'c']);
  });
});
