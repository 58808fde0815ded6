/** Where Redis is, as read from `REDIS_URL` or made from the private server's socket. */
export type StoreAddress =
  | ({ readonly kind: 'socket'; readonly path: string } & Login)
  | ({ readonly kind: 'server'; readonly host: string; readonly port: number; readonly tls: boolean } & Login)
  | ({
      readonly kind: 'sentinel';
      readonly sentinels: readonly HostPort[];
      readonly master: string;
      readonly tls: boolean;
    } & Login)
  | ({ readonly kind: 'cluster'; readonly nodes: readonly HostPort[]; readonly tls: boolean } & Login);

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

interface Login {
  readonly username?: string;
  readonly password?: string;
  /** Database number; a cluster has only 0. */
  readonly db?: number;
}

/** The address cannot be right, whatever the network does: the only Redis trouble that ends the program. */
export class WrongStoreAddress extends Error {
  override readonly name = 'WrongStoreAddress';
}

const SCHEMES =
  'redis://, rediss://, redis-sentinel://, rediss-sentinel://, redis-cluster://, rediss-cluster:// or unix://';
const PATTERN = /^(?<scheme>[a-z-]+):\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^/?#]*)(?<path>\/[^?#]*)?$/i;

/**
 * Reads a Redis address: `redis[s]://[user:password@]host[:port][/db]`, `redis[s]-sentinel://[…@]host[:port],…/master[/db]`,
 * `redis[s]-cluster://[…@]host[:port],…`, `unix:///path/redis.sock`. Throws WrongStoreAddress, without repeating the password.
 */
export function parseStoreAddress(text: string): StoreAddress {
  const match = PATTERN.exec(text.trim());
  const scheme = match?.groups?.['scheme']?.toLowerCase();
  if (match?.groups === undefined || scheme === undefined) throw wrong(`it is not an address; write ${SCHEMES}`);
  const { login = '', hosts = '', path = '' } = match.groups;
  const credentials = parseLogin(login);
  const tls = scheme.startsWith('rediss');

  switch (scheme) {
    case 'unix':
      if (hosts !== '' || path.length < 2) throw wrong('a socket is written unix:///path/redis.sock');
      return { kind: 'socket', path: decode(path), ...credentials };
    case 'redis':
    case 'rediss': {
      const [server, ...others] = parseHosts(hosts, 6379);
      if (server === undefined || others.length > 0) {
        throw wrong('redis:// takes one host; several belong to redis-sentinel:// or redis-cluster://');
      }
      return { kind: 'server', ...server, tls, ...credentials, ...parseDatabase(path.slice(1)) };
    }
    case 'redis-sentinel':
    case 'rediss-sentinel': {
      const [master = '', db = ''] = path.slice(1).split('/');
      if (master === '')
        throw wrong('redis-sentinel:// needs the name of the master: redis-sentinel://host:26379/mymaster');
      const sentinels = parseHosts(hosts, 26379);
      return { kind: 'sentinel', sentinels, master: decode(master), tls, ...credentials, ...parseDatabase(db) };
    }
    case 'redis-cluster':
    case 'rediss-cluster':
      if (path.length > 1 && path !== '/0') throw wrong('a cluster has no database numbers');
      return { kind: 'cluster', nodes: parseHosts(hosts, 6379), tls, ...credentials };
    default:
      throw wrong(`the scheme ${scheme}:// is unknown; write ${SCHEMES}`);
  }
}

/** The address for people and logs: without user name and password. */
export function describeStoreAddress(address: StoreAddress): string {
  switch (address.kind) {
    case 'socket':
      return `unix://${address.path}`;
    case 'server':
      return `redis://${joinHost(address)}`;
    case 'sentinel':
      return `redis-sentinel://${address.sentinels.map(joinHost).join(',')}/${address.master}`;
    case 'cluster':
      return `redis-cluster://${address.nodes.map(joinHost).join(',')}`;
    default:
      return address satisfies never;
  }
}

function joinHost({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseLogin(login: string): Login {
  if (login === '') return {};
  const colon = login.indexOf(':');
  const username = colon === -1 ? '' : decode(login.slice(0, colon));
  const password = decode(login.slice(colon + 1));
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }) };
}

function parseHosts(text: string, defaultPort: number): readonly HostPort[] {
  return text.split(',').map((part) => {
    const match = /^(?<host>\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::(?<port>\d{1,5}))?$/i.exec(part.trim());
    const host = match?.groups?.['host'];
    if (host === undefined) throw wrong(`"${part}" is not a host or host:port`);
    const port = Number(match?.groups?.['port'] ?? defaultPort);
    if (port < 1 || port > 65_535) throw wrong(`the port ${port} is not between 1 and 65535`);
    return { host: host.replace(/^\[|\]$/g, ''), port };
  });
}

function parseDatabase(text: string): { readonly db?: number } {
  if (text === '') return {};
  if (!/^\d{1,4}$/.test(text)) throw wrong(`the database "${text}" is not a number`);
  return { db: Number(text) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('a % in it is not followed by two hexadecimal digits; write %25 for a % in a password');
  }
}

function wrong(problem: string): WrongStoreAddress {
  return new WrongStoreAddress(`REDIS_URL: ${problem}`);
}
