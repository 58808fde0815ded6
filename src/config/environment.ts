import { readFileSync } from 'node:fs';

/** What the process was told from outside; secrets stay in here and in the adapters that need them. */
export interface Environment {
  readonly configDir: string;
  readonly dataDir: string;
  readonly discordToken?: string;
  /** REST base without the version. */
  readonly discordApiBase?: string;
  readonly redisUrl?: string;
  readonly port?: number;
  readonly publicUrl?: string;
  readonly consoleToken?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const SECRETS = ['DISCORD_TOKEN', 'REDIS_URL', 'CONSOLE_TOKEN'] as const;
const LEAST_TOKEN = 16;
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type ReadEnvironment =
  | { readonly kind: 'ok'; readonly environment: Environment; readonly secrets: readonly string[] }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Reads the environment variables of the service; each secret also as `NAME_FILE`, the path of a file that holds it. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): ReadEnvironment {
  const problems: string[] = [];
  const value = (name: string): string | undefined => {
    const direct = env[name]?.trim();
    if (direct !== undefined && direct !== '') return direct;
    const file = (SECRETS as readonly string[]).includes(name) ? env[`${name}_FILE`]?.trim() : undefined;
    if (file === undefined || file === '') return undefined;
    try {
      return readFileSync(file, 'utf8').trim() || undefined;
    } catch (error) {
      problems.push(
        `${name}_FILE: cannot read ${file} (${(error as NodeJS.ErrnoException).code}); check path and permissions`,
      );
      return undefined;
    }
  };
  const address = (name: string, protocols: readonly string[]): string | undefined => {
    const text = value(name);
    if (text === undefined) return undefined;
    const isKnown = URL.canParse(text) && protocols.includes(new URL(text).protocol);
    if (!isKnown)
      problems.push(`${name}: expected an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return text;
  };
  const portText = value('PORT');
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    problems.push('PORT: expected a number from 0 to 65535');
  }
  const logLevel = value('LOG_LEVEL') ?? 'info';
  if (!(LEVELS as readonly string[]).includes(logLevel))
    problems.push(`LOG_LEVEL: expected one of ${LEVELS.join(', ')}`);

  const optional = {
    discordToken: value('DISCORD_TOKEN'),
    discordApiBase: address('DISCORD_API_BASE', ['http:', 'https:']),
    redisUrl: address('REDIS_URL', [
      'redis:',
      'rediss:',
      'unix:',
      'redis-sentinel:',
      'redis-cluster:',
      'rediss-cluster:',
    ]),
    port,
    publicUrl: address('PUBLIC_URL', ['http:', 'https:']),
    consoleToken: value('CONSOLE_TOKEN'),
  };
  // It guards a page that others can reach, and a short one would be struck out of every log line that holds it as a word.
  if (optional.consoleToken !== undefined && optional.consoleToken.length < LEAST_TOKEN)
    problems.push(`CONSOLE_TOKEN: needs ${LEAST_TOKEN} characters or more; make one with: openssl rand -hex 24`);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const environment: Environment = {
    configDir: value('CONFIG_DIR') ?? 'config',
    dataDir: value('DATA_DIR') ?? 'data',
    logLevel: logLevel as Environment['logLevel'],
    ...withoutUndefined(optional),
  };
  const password =
    optional.redisUrl === undefined || !URL.canParse(optional.redisUrl)
      ? ''
      : decodeURIComponent(new URL(optional.redisUrl).password);
  const secrets = [optional.discordToken, optional.consoleToken, password].filter(
    (text): text is string => text !== undefined && text !== '',
  );
  return { kind: 'ok', environment, secrets };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, part]) => part !== undefined)) as Defined<T>;
}
