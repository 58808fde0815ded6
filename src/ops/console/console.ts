import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.ts';
import { formRoutes, noticeOf } from './forms.ts';
import { type Admission, createGuard } from './guard.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import { page, type Visitor } from './layout.ts';
import { createLive } from './live.ts';
import { configurationPage } from './pages/configuration.ts';
import { deliveriesPage } from './pages/deliveries.ts';
import { feedsPage } from './pages/feeds.ts';
import { incidentPage } from './pages/incident.ts';
import { itemPage, itemsPage } from './pages/items.ts';
import { lexiconPage } from './pages/lexicon.ts';
import { nowList, nowPage } from './pages/now.ts';
import type { ConsoleOrders, ConsoleReads } from './ports.ts';
import { type Query, textOf } from './query.ts';

export interface ConsoleOptions {
  readonly reads: ConsoleReads;
  readonly orders: ConsoleOrders;
  /** Without it the console is read-only. */
  readonly token?: string;
  readonly log: Log;
}

/** Largest form, bytes: a summary of 3000 letters in percent signs fits. */
const LARGEST_FORM = 65_536;
const ASSETS: Readonly<Record<string, string>> = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Adds the operators' pages to the server: server-rendered, no request to other hosts, orders only with the token. */
export async function addConsole(app: FastifyInstance, options: ConsoleOptions): Promise<void> {
  const assets = new Map<string, string>();
  for (const name of Object.keys(ASSETS))
    assets.set(name, await readFile(join(import.meta.dirname, 'assets', name), 'utf8'));
  await app.register(async (scope: FastifyInstance) => routes(scope, options, assets));
}

const UNKNOWN = html`<p>Nothing of that name is kept. It may be older than <code>incidents.retention</code>.</p>`;

function routes(app: FastifyInstance, options: ConsoleOptions, assets: ReadonlyMap<string, string>): void {
  const { reads, orders, token, log } = options;
  const guard = createGuard({ now: () => reads.now(), ...(token !== undefined && { token }) });
  const live = createLive(reads);
  app.addHook('preClose', async () => live.close());
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    });
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.name === 'StoreUnavailable' ? 503 : (error.statusCode ?? 500);
    if (status >= 500) log.warn({ err: error }, 'the console could not answer');
    const told =
      status === 503
        ? 'Redis does not answer now. Nothing is lost: work waits until it does.'
        : status < 500
          ? error.message
          : 'This page failed; the log has the reason.';
    return sendPage(reply.code(status), 'That did not work', html`<p>${told}</p>`, readerOf(undefined));
  });

  function readerOf(admission: Admission | undefined, notice?: string): Visitor {
    const isAdmitted = admission?.kind === 'reader' || admission?.kind === 'operator';
    return {
      mayOrder: admission?.kind === 'operator',
      canSignIn: token !== undefined,
      csrf: isAdmitted ? guard.csrfOf(admission.session) : '',
      theatre: isAdmitted ? reads.theatre() : '',
      ...(notice !== undefined && { notice }),
    };
  }

  function sendPage(reply: FastifyReply, title: string, body: HtmlPart, visitor: Visitor, menu?: string): FastifyReply {
    return reply
      .type('text/html; charset=utf-8')
      .send(page({ title, body, ...(menu !== undefined && { menu }) }, visitor));
  }

  /** Lets the visitor in, or answers in place of the page. */
  function enter(request: FastifyRequest, reply: FastifyReply): Visitor | undefined {
    const admission = guard.admit(request);
    if (admission.kind === 'refused') {
      void sendPage(reply.code(admission.status), 'Not here', html`<p>${admission.reason}</p>`, readerOf(undefined));
      return undefined;
    }
    if (admission.kind === 'signIn') {
      void reply.redirect('/sign-in', 303);
      return undefined;
    }
    return readerOf(admission, noticeOf(textOf(request.query as Query, 'done')));
  }

  function get(
    path: string,
    title: string,
    menu: string,
    body: (request: FastifyRequest, visitor: Visitor) => Promise<Html | undefined> | Html,
  ): void {
    app.get(path, async (request, reply) => {
      const visitor = enter(request, reply);
      if (visitor === undefined) return reply;
      const made = await body(request, visitor);
      if (made === undefined) return sendPage(reply.code(404), 'Not found', UNKNOWN, visitor, menu);
      const id = (request.params as { id?: string }).id;
      return sendPage(reply, id === undefined ? title : `${title} ${id}`, made, visitor, menu);
    });
  }

  app.get('/', (_request, reply) => reply.redirect('/now', 302));
  app.get('/assets/:name', (request, reply) => {
    const { name } = request.params as { name: string };
    const asset = assets.get(name);
    if (asset === undefined)
      return sendPage(reply.code(404), 'Not found', html`<p>No such file.</p>`, readerOf(undefined));
    return reply
      .type(ASSETS[name] ?? 'text/plain')
      .header('cache-control', 'max-age=300')
      .send(asset);
  });
  get('/now', 'Now', '/now', (request) => nowPage(request.query as Query, reads));
  get('/incidents/:id', 'Incident', '/now', async (request) => {
    const incident = await reads.incident((request.params as { id: string }).id);
    return incident && incidentPage(incident, textOf(request.query as Query, 'language'), reads);
  });
  get('/items', 'Items', '/items', (request) => itemsPage(request.query as Query, reads));
  app.get('/items/at', async (request, reply) => {
    if (enter(request, reply) === undefined) return reply;
    const address = textOf(request.query as Query, 'address') ?? '';
    const found = await reads.itemAt(address);
    const unknown = `/items?${new URLSearchParams({ address }).toString()}`;
    return reply.redirect(found === undefined ? unknown : `/items/${encodeURIComponent(found.item.id)}`, 303);
  });
  get('/items/:id', 'Item', '/items', async (request, visitor) => {
    const item = await reads.item((request.params as { id: string }).id);
    return item && itemPage(item, reads, visitor);
  });
  get('/feeds', 'Feeds', '/feeds', (_request, visitor) => feedsPage(reads, visitor));
  get('/lexicon', 'Lexicon', '/lexicon', (request, visitor) =>
    lexiconPage(request.query as Query, { kind: 'none' }, reads, visitor),
  );
  get('/deliveries', 'Deliveries', '/deliveries', (_request, visitor) => deliveriesPage(reads, visitor));
  get('/configuration', 'Configuration', '/configuration', (_request, visitor) => configurationPage(reads, visitor));
  app.get('/now/list', async (request, reply) => {
    if (enter(request, reply) === undefined) return reply;
    return reply.type('text/html; charset=utf-8').send((await nowList(request.query as Query, reads)).markup);
  });
  app.get('/live', (request, reply) => {
    if (enter(request, reply) === undefined) return reply;
    if (!live.join(reply.raw)) return reply.code(503).send('too many open pages');
    return reply.hijack();
  });

  formRoutes(app, { guard, reads, orders, sendPage, readerOf });
}
