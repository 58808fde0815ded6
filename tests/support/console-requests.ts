import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { addConsole } from '../../src/ops/console/console.ts';
import { type MemoryConsole, memoryConsole } from './memory-console.ts';

export const TOKEN = 'a-planted-token-0123456789';
export const HOST = 'monitor.example';
export const ORIGIN = `https://${HOST}`;
export const PAGES = ['/now', '/items', '/items/one', '/feeds', '/lexicon', '/deliveries', '/configuration'];
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

let app: FastifyInstance | undefined;

/** Call it after each test. */
export async function closeConsole(): Promise<void> {
  await app?.close();
}

/** A console over plain values, asked without a network. */
export async function open(options: { token?: string; world?: MemoryConsole } = {}) {
  const world = options.world ?? memoryConsole();
  const server = fastify({ bodyLimit: 262_144 });
  app = server;
  await addConsole(server, { ...world, log: quiet, ...(options.token !== undefined && { token: options.token }) });
  const ask = (url: string, more: Omit<InjectOptions, 'url'> = {}) =>
    server.inject({
      url,
      ...more,
      headers: { host: options.token === undefined ? 'localhost:8080' : HOST, ...more.headers },
    });
  return { world, ask };
}

export type Ask = Awaited<ReturnType<typeof open>>['ask'];

/** Sends a form as a browser would. */
export function send(
  ask: Ask,
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return ask(url, {
    method: 'POST',
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, ...headers },
  });
}

/** Signs in as a browser would; gives the cookie and the mark of its forms. */
export async function signIn(ask: Ask): Promise<{ cookie: string; csrf: string }> {
  const answer = await send(ask, '/sign-in', { token: TOKEN });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const page = await ask('/deliveries', { headers: { cookie } });
  return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };
}
