import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isBlockedAddress } from './addresses.ts';

/** Thrown inside a connection attempt that leads into a private network. */
export class BlockedAddressError extends Error {
  readonly code = 'BLOCKED_ADDRESS';
}

/** Connections for feeds: `guarded` never reaches a private address, `open` is for feeds with `allowPrivate: true`. */
export interface HttpClient {
  readonly guarded: Dispatcher;
  readonly open: Dispatcher;
  /** True for a literal address that `guarded` will not reach. */
  isBlocked(address: string): boolean;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /** Longest wait for a connection, milliseconds. */
  readonly connectTimeoutMs?: number;
  /** Certificates to trust besides the usual ones, PEM. */
  readonly ca?: string;
  /** Replaces name resolution in tests. */
  readonly lookup?: LookupFunction;
  /** Replaces the ranges in tests, where every address is a loopback one. */
  readonly isBlocked?: (address: string) => boolean;
}

/** Builds the connections once for the whole service. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const connect = {
    timeout: options.connectTimeoutMs ?? 10_000,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  };
  const shared = { connections: 2, pipelining: 1, keepAliveTimeout: 1_500, headersTimeout: 0, bodyTimeout: 0 };
  const isBlocked = options.isBlocked ?? isBlockedAddress;
  const guarded = new Agent({ ...shared, connect: guardedConnector(connect, isBlocked) });
  const open = new Agent({ ...shared, connect });
  return {
    guarded,
    open,
    isBlocked,
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

/**
 * Checks twice: every address that a name resolves to before anything is sent, and the address that the socket really has. The second check
 * holds when a name resolves differently from one moment to the next.
 */
function guardedConnector(
  connect: buildConnector.BuildOptions & { lookup?: LookupFunction },
  isBlocked: (address: string) => boolean,
): buildConnector.connector {
  const resolve = connect.lookup ?? (dns.lookup as LookupFunction);
  const lookup: LookupFunction = (hostname, lookupOptions, callback) => {
    resolve(hostname, lookupOptions, (error, address, family) => {
      if (error !== null) return callback(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((one) => one.address);
      const blocked = addresses.find(isBlocked);
      if (blocked === undefined) return callback(null, address, family);
      callback(new BlockedAddressError(`${hostname} resolves to the private address ${blocked}`), address, family);
    });
  };
  const base = buildConnector({ ...connect, lookup } as buildConnector.BuildOptions);
  return (target, callback) => {
    const literal = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && isBlocked(literal)) {
      callback(new BlockedAddressError(`${literal} is a private address`), null);
      return;
    }
    base(target, (error, socket) => {
      if (error !== null) return callback(error, null);
      const remote = socket?.remoteAddress;
      if (remote === undefined || isBlocked(remote)) {
        socket?.destroy();
        callback(
          new BlockedAddressError(`${target.hostname} was reached at the private address ${remote ?? '?'}`),
          null,
        );
        return;
      }
      callback(null, socket);
    });
  };
}
