import { Cluster, Redis } from 'ioredis';
import type { StoreAddress } from './address.ts';

export type RedisClient = Redis | Cluster;

/** Whether commands wait for a lost connection (queues) or fail at once (everything else). */
export interface ConnectionMode {
  /** A network that swallows everything closes no connection: without this, it would be noticed after a quarter of an hour. */
  readonly socketTimeout: number;
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
}

/** A client that connects and reconnects by itself; the caller must listen to its errors. */
export function createClient(address: StoreAddress, mode: ConnectionMode): RedisClient {
  const common = {
    connectTimeout: 5000,
    keepAlive: 10_000,
    replyMapping: 'legacy' as const,
    retryStrategy: retryAfterMs,
    reconnectOnError: reconnectAfterFailover(),
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.db === undefined ? {} : { db: address.db }),
    ...mode,
  };
  switch (address.kind) {
    case 'socket':
      return new Redis(address.path, common);
    case 'server':
      return new Redis(address.port, address.host, { ...common, ...(address.tls ? { tls: {} } : {}) });
    case 'sentinel':
      return new Redis({
        ...common,
        sentinels: [...address.sentinels],
        name: address.master,
        ...(address.tls ? { tls: {}, enableTLSForSentinelMode: true } : {}),
      });
    case 'cluster':
      return new Cluster([...address.nodes], {
        redisOptions: { ...common, ...(address.tls ? { tls: {} } : {}) },
        enableOfflineQueue: mode.enableOfflineQueue,
        clusterRetryStrategy: retryAfterMs,
      });
    default:
      return address satisfies never;
  }
}

/** After a fail-over the old master refuses writes: connect anew, and find the new one. Once a second, as every command in flight brings the same error. */
function reconnectAfterFailover(): (error: Error) => 1 | false {
  let reconnectedAtMs = Number.NEGATIVE_INFINITY;
  return (error) => {
    const nowMs = performance.now();
    if (!error.message.startsWith('READONLY') || nowMs - reconnectedAtMs < 1000) return false;
    reconnectedAtMs = nowMs;
    return 1;
  };
}

/** 0.1 to 2 s: a restarted Redis is found soon, an absent one costs nothing. */
function retryAfterMs(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 6), 2000);
}
