import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiDescription, loadApiDescription } from './api-description.ts';
import { readMultipart, type SentFile } from './files.ts';
import { createGateway, type FakeGateway, type FakeGatewayOptions } from './gateway.ts';
import { createGuildState, type GuildState } from './guild-state.ts';
import { createTroubleBook, type Trouble, type TroubleBook } from './injected-faults.ts';
import { createInteractions, type Interactions } from './interactions.ts';
import { type ApiAnswer, answerRequest } from './routes.ts';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  /** Milliseconds on the process clock, when it arrived. */
  readonly at: number;
}

export interface FakeDiscordOptions extends FakeGatewayOptions {
  readonly token?: string;
  readonly shards?: number;
  /** Requests a second before a global 429; Discord's own is 50. */
  readonly perSecond?: number;
}

/** Discord on one loopback port: HTTP and gateway, as strict as the documented rules and, where it is at hand, the published API description. */
export interface FakeDiscord extends Omit<Interactions, 'onCallback' | 'onFollowUp'> {
  /** For `DISCORD_API_BASE`. */
  readonly apiBase: string;
  readonly token: string;
  readonly state: GuildState;
  readonly gateway: FakeGateway;
  readonly requests: readonly RecordedRequest[];
  /** Every rule that a request or one of our own answers broke. */
  readonly faults: readonly string[];
  /** Why the published description was not used; undefined when it was. */
  readonly uncheckedBecause: string | undefined;
  readonly commands: () => readonly unknown[];
  readonly inject: TroubleBook['inject'];
  /** Every request to these paths breaks until it ends. */
  readonly takeAway: TroubleBook['takeAway'];
  readonly close: () => Promise<void>;
}

const WINDOW_MS = 1000;

export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const token = options.token ?? 'MTAwMDAwMDAwMDAwMDAwMDAx.fake.token-for-tests-only';
  const state = createGuildState();
  const troubles = createTroubleBook();
  const requests: RecordedRequest[] = [];
  const faults: string[] = [];
  const published = loadApiDescription();
  const description = published.kind === 'found' ? published.description : undefined;
  let commands: readonly unknown[] = [];
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      faults.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = () => `ws://127.0.0.1:${port}`;
  const gateway = createGateway(server, token, gatewayUrl, state, options);
  const interactions = createInteractions(state, gateway.dispatch);

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const url = new URL(request.url ?? '/', 'http://fake');
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
    const method = request.method ?? 'GET';
    const { body, files } = await readBody(request);
    const trouble = troubles.take(method, path);
    if (trouble?.kind === 'reset') {
      requests.push({ method, path, body, status: 0, at });
      response.destroy();
      return;
    }
    const early = refusal(request, path, trouble);
    const answer =
      early ??
      answerRequest(
        { method, path, query: url.searchParams, body, files },
        {
          state,
          gatewayUrl,
          shards: () => options.shards ?? 1,
          onCommands: (registered) => {
            commands = registered;
          },
          onCallback: interactions.onCallback,
          onFollowUp: interactions.onFollowUp,
        },
      );
    requests.push({ method, path, body, status: answer.status, at });
    if (early === undefined)
      faults.push(...(answer.faults ?? []), ...publishedFaults(description, method, path, body, answer));
    if (trouble?.kind === 'lostAnswer') response.destroy();
    else if (trouble?.kind === 'wrongJson')
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": "1');
    else if (trouble?.kind !== 'hang') write(response, answer, trouble);
  };

  const refusal = (request: IncomingMessage, path: string, trouble: Trouble | undefined): ApiAnswer | undefined => {
    const isOpen = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!isOpen && request.headers.authorization !== `Bot ${token}`) {
      return { status: 401, body: { code: 0, message: '401: Unauthorized' } };
    }
    if (trouble?.kind === 'status') {
      return { status: trouble.status, body: { code: trouble.code ?? 0, message: trouble.message ?? 'made to fail' } };
    }
    if (trouble?.kind === 'rateLimit') return tooMany(trouble.retryAfterMs, trouble.scope === 'global');
    const since = performance.now() - WINDOW_MS;
    let recent = 0;
    for (let index = requests.length - 1; index >= 0 && (requests[index]?.at ?? 0) > since; index -= 1) {
      const { path: earlier = '', status = 0 } = requests[index] ?? {};
      if (!earlier.startsWith('/interactions/') && status !== 429) recent += 1;
    }
    return options.perSecond !== undefined && !isOpen && recent >= options.perSecond
      ? tooMany(WINDOW_MS, true)
      : undefined;
  };

  return {
    ...interactions,
    apiBase: `http://127.0.0.1:${port}/api`,
    token,
    state,
    gateway,
    requests,
    faults,
    uncheckedBecause: published.kind === 'absent' ? published.reason : undefined,
    commands: () => commands,
    inject: troubles.inject,
    takeAway: troubles.takeAway,
    close: () => {
      gateway.close();
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function tooMany(retryAfterMs: number, isGlobal: boolean): ApiAnswer {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global: isGlobal },
  };
}

function publishedFaults(
  description: ApiDescription | undefined,
  method: string,
  path: string,
  body: unknown,
  answer: ApiAnswer,
): readonly string[] {
  if (description === undefined || answer.status >= 400) return [];
  return [
    ...description.requestFaults(method, path, body),
    ...description.responseFaults(method, path, answer.status, answer.body).map((fault) => `our answer: ${fault}`),
  ];
}

function write(response: ServerResponse, answer: ApiAnswer, trouble: Trouble | undefined): void {
  if (answer.status === 429) {
    const seconds = Number((answer.body as { retry_after: number }).retry_after);
    response.setHeader('retry-after', String(Math.ceil(seconds * 1000) / 1000));
    const scope = trouble?.kind === 'rateLimit' ? trouble.scope : 'global';
    response.setHeader('x-ratelimit-scope', scope);
    if (scope === 'global') response.setHeader('x-ratelimit-global', 'true');
    else {
      response.setHeader('x-ratelimit-remaining', '0');
      response.setHeader('x-ratelimit-reset-after', String(seconds));
    }
    response.setHeader('via', '1.1 fake');
  }
  if (trouble?.kind === 'status' && trouble.isHtml === true) {
    response.writeHead(answer.status, { 'content-type': 'text/html' }).end('<html>Access denied</html>');
    return;
  }
  if (answer.body === undefined) {
    // discord.js reads an empty body with a JSON type as broken JSON.
    response.writeHead(answer.status).end();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

async function readBody(request: IncomingMessage): Promise<{ body: unknown; files: readonly SentFile[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (raw.length === 0) return { body: undefined, files: [] };
  if (type.startsWith('application/json')) return { body: JSON.parse(raw.toString('utf8')), files: [] };
  return type.startsWith('multipart/form-data') ? readMultipart(raw, type) : { body: undefined, files: [] };
}
