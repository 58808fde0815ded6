import type { FastifyInstance, FastifyReply } from 'fastify';
import { LABELS } from '../../domain/classification.ts';
import type { Admission, Guard } from './guard.ts';
import { type Html, type HtmlPart, html } from './html.ts';
import type { Visitor } from './layout.ts';
import { configurationPage } from './pages/configuration.ts';
import { draftOfForm, lexiconPage } from './pages/lexicon.ts';
import type { ConsoleOrders, ConsoleReads } from './ports.ts';
import { numberOf, type Query, textOf } from './query.ts';

/** What the forms share with the pages. */
export interface FormParts {
  readonly guard: Guard;
  readonly reads: ConsoleReads;
  readonly orders: ConsoleOrders;
  readonly sendPage: (
    reply: FastifyReply,
    title: string,
    body: HtmlPart,
    visitor: Visitor,
    menu?: string,
  ) => FastifyReply;
  readonly readerOf: (admission: Admission | undefined, notice?: string) => Visitor;
}

/** What a visitor reads after an order; the address carries the key only, never a text. */
const NOTICES = {
  polled: 'The poll is queued.',
  held: 'All alerts are held.',
  released: 'Alerts go out again.',
  retried: 'It is tried again.',
  discarded: 'It was discarded.',
  gone: 'There is no such entry any more.',
  approved: 'It went its way.',
  rejected: 'It is kept out.',
  labelled: 'Added to the feedback file.',
} as const satisfies Readonly<Record<string, string>>;

/** The sentence behind `?done=…`. */
export function noticeOf(key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(NOTICES, key) ? NOTICES[key as keyof typeof NOTICES] : undefined;
}

/** Everything that is sent by a form: questions of readers, orders of operators, signing in and out. */
export function formRoutes(app: FastifyInstance, parts: FormParts): void {
  const { guard, reads, orders, sendPage, readerOf } = parts;

  /** A form that anyone who may read may send, or only operators. */
  function post(
    path: string,
    who: 'reader' | 'operator',
    act: (form: Query, visitor: Visitor, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply,
  ): void {
    app.post(path, async (request, reply) => {
      const admission = guard.admit(request);
      if (admission.kind === 'signIn') return reply.redirect('/sign-in', 303);
      const form = (request.body ?? {}) as Query;
      const refusal =
        admission.kind === 'refused'
          ? admission
          : who === 'operator' && admission.kind !== 'operator'
            ? { status: 403 as const, reason: 'orders need CONSOLE_TOKEN; this page is read-only' }
            : guard.checkForm(request, admission.session, textOf(form, 'csrf'));
      if ('reason' in refusal)
        return sendPage(reply.code(refusal.status), 'Refused', html`<p>${refusal.reason}</p>`, readerOf(undefined));
      return act(form, readerOf(admission), reply);
    });
  }

  const back = (reply: FastifyReply, path: string, done: keyof typeof NOTICES) =>
    reply.redirect(`${path}?done=${done}`, 303);
  const entryOf = (form: Query) => {
    const kind = (['item', 'poll', 'delivery'] as const).find((one) => one === textOf(form, 'kind'));
    const id = textOf(form, 'id');
    return kind === undefined || id === undefined ? undefined : { kind, id };
  };

  post('/lexicon/explain', 'reader', (form, visitor, reply) => {
    const answer = {
      kind: 'explained' as const,
      title: textOf(form, 'title') ?? '',
      summary: textOf(form, 'summary') ?? '',
    };
    return sendPage(reply, 'Lexicon', lexiconPage({}, answer, reads, visitor), visitor, '/lexicon');
  });
  post('/lexicon/try', 'reader', async (form, visitor, reply) => {
    const draft = draftOfForm(form);
    const trial = await reads.tryCue(draft, numberOf(form, 'days', 7, 1, 30));
    return sendPage(
      reply,
      'Lexicon',
      lexiconPage({ language: draft.language }, { kind: 'tried', draft, trial }, reads, visitor),
      visitor,
      '/lexicon',
    );
  });
  post('/feeds/poll', 'operator', async (form, _visitor, reply) => {
    const enabled = (await reads.feeds()).filter((feed) => feed.isEnabled).map((feed) => feed.id);
    const wanted = textOf(form, 'feed');
    await orders.pollNow(enabled.filter((id) => wanted === '*' || id === wanted));
    return back(reply, '/feeds', 'polled');
  });
  post('/deliveries/hold', 'operator', async (form, _visitor, reply) => {
    await orders.hold(textOf(form, 'reason')?.slice(0, 200) ?? 'no reason given');
    return back(reply, '/deliveries', 'held');
  });
  post('/deliveries/release', 'operator', async (_form, _visitor, reply) => {
    await orders.release();
    return back(reply, '/deliveries', 'released');
  });
  post('/deliveries/retry', 'operator', async (form, _visitor, reply) => {
    const entry = entryOf(form);
    return back(
      reply,
      '/deliveries',
      entry !== undefined && (await orders.retry(entry.kind, entry.id)) ? 'retried' : 'gone',
    );
  });
  post('/deliveries/discard', 'operator', async (form, _visitor, reply) => {
    const entry = entryOf(form);
    return back(
      reply,
      '/deliveries',
      entry !== undefined && (await orders.discard(entry.kind, entry.id)) ? 'discarded' : 'gone',
    );
  });
  post('/items/label', 'operator', async (form, _visitor, reply) => {
    const label = LABELS.find((one) => one === textOf(form, 'label'));
    const id = textOf(form, 'id') ?? '';
    const isKept = label !== undefined && (await orders.label(id, label));
    return back(reply, isKept ? `/items/${encodeURIComponent(id)}` : '/items', isKept ? 'labelled' : 'gone');
  });
  post('/items/review', 'operator', async (form, _visitor, reply) => {
    const verdict = (['approved', 'rejected'] as const).find((one) => one === textOf(form, 'verdict'));
    const id = textOf(form, 'id') ?? '';
    const isDone = verdict !== undefined && (await orders.review(id, verdict));
    return back(reply, isDone ? `/items/${encodeURIComponent(id)}` : '/items', isDone ? verdict : 'gone');
  });
  post('/configuration/reload', 'operator', async (_form, visitor, reply) => {
    const notice = await orders.reload();
    const told = { ...visitor, notice };

    return sendPage(reply, 'Configuration', configurationPage(reads, told), told, '/configuration');
  });
  post('/sign-out', 'operator', (_form, _visitor, reply) =>
    reply.header('set-cookie', guard.signOutCookie()).redirect('/sign-in', 303),
  );

  app.get('/sign-in', (request, reply) => {
    const admission = guard.admit(request);
    if (admission.kind === 'operator' || admission.kind === 'reader') return reply.redirect('/now', 303);
    return sendPage(reply, 'Sign in', signInForm(), readerOf(undefined));
  });
  app.post('/sign-in', (request, reply) => {
    const answer = guard.signIn(request, textOf((request.body ?? {}) as Query, 'token') ?? '');
    if (answer.kind === 'ok') return reply.header('set-cookie', answer.cookie).redirect('/now', 303);
    return sendPage(reply.code(answer.status), 'Sign in', signInForm(answer.reason), readerOf(undefined));
  });
}

function signInForm(problem?: string): Html {
  return html`<form method="post" action="/sign-in" class="sheet">${problem !== undefined && html`<p class="bad" role="alert">${problem}</p>`}
<div class="fields"><label>Token, as set in CONSOLE_TOKEN<input type="password" name="token" required autocomplete="current-password" autofocus></label></div><button>Sign in</button></form>`;
}
