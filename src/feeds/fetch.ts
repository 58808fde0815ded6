import type { Readable } from 'node:stream';
import { type Dispatcher, request as send } from 'undici';
import type { FeedFailure } from '../domain/feed.ts';
import { readBody } from './body.ts';
import { FAILURE_ADVICE, withoutCredentials } from './failures.ts';
import type { HttpClient } from './http-client.ts';
import { type CacheFacts, type Headers, headerOf, readCacheFacts } from './http-headers.ts';

export interface FetchRequest {
  readonly url: string;
  readonly userAgent: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Validators of the last whole answer, sent back unchanged. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** Total deadline, redirects and body included. */
  readonly timeoutMs: number;
  /** After inflation. */
  readonly maxBytes: number;
  readonly allowPrivate: boolean;
  readonly accept?: string;
}

export interface FetchDeps {
  readonly client: HttpClient;
  /** Milliseconds since 1970. */
  now(): number;
  /** Ends the request and closes its socket. */
  readonly signal?: AbortSignal;
}

export type FetchAnswer =
  | {
      readonly kind: 'body';
      readonly bytes: Uint8Array;
      readonly contentType?: string;
      readonly etag?: string;
      readonly lastModified?: string;
      /** The address that gave the body: the base of relative links. */
      readonly finalUrl: string;
      readonly movedTo?: string;
      readonly cache: CacheFacts;
      /** The Link header names a WebSub hub and topic here. */
      readonly link?: string;
    }
  | { readonly kind: 'notModified'; readonly movedTo?: string; readonly cache: CacheFacts }
  | FetchFailure;

export interface FetchFailure {
  readonly kind: 'failed';
  readonly reason: FeedFailure;
  readonly message: string;
  readonly status?: number;
  readonly retryAfterAt?: number;
  /** Answered 410: the feed has ended. */
  readonly isGone: boolean;
}

const MAX_REDIRECTS = 5;
const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One polite, bounded GET. Every failure is a value with a reason; nothing is thrown for what a server does. Throws when `deps.signal` ends it. */
export async function fetchFeed(request: FetchRequest, deps: FetchDeps): Promise<FetchAnswer> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DeadlineError()), request.timeoutMs);
  const signal = deps.signal === undefined ? deadline.signal : AbortSignal.any([deadline.signal, deps.signal]);
  try {
    return await follow(request, deps, signal);
  } catch (error) {
    // Our own end is no failure of the outlet.
    deps.signal?.throwIfAborted();
    return failureOf(error, request);
  } finally {
    clearTimeout(timer);
  }
}

class DeadlineError extends Error {
  readonly code = 'DEADLINE';
}

async function follow(request: FetchRequest, deps: FetchDeps, signal: AbortSignal): Promise<FetchAnswer> {
  let url = request.url;
  let movedTo: string | undefined;
  let isPermanent = true;
  const visited = new Set<string>();
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const refused = refusalOf(url, request, deps);
    if (refused !== undefined) return refused;
    visited.add(url);
    const response = await sendOnce(url, request, deps, signal);
    const status = response.statusCode;
    const target = REDIRECTS.has(status) ? headerOf(response.headers, 'location') : undefined;
    if (target === undefined) return await answerOf(response, url, movedTo, request, deps);
    discard(response.body);
    if (!URL.canParse(target, url)) return failed('httpStatus', `${status} leads to ${target}, which is no address`);
    url = new URL(target, url).href;
    isPermanent &&= status === 301 || status === 308;
    if (isPermanent) movedTo = withoutCredentials(url);
    if (visited.has(url) && hop > 0) return failed('redirectLoop', `${request.url} leads back to ${url}`);
  }
  return failed('redirectLoop', `${request.url} redirects more than ${MAX_REDIRECTS} times`);
}

function refusalOf(url: string, request: FetchRequest, deps: FetchDeps): FetchFailure | undefined {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:')
    return failed('blockedAddress', `${url} is neither http nor https`);
  const isLiteral = /^\[|^[\d.]+$/.test(hostname);
  if (!request.allowPrivate && isLiteral && deps.client.isBlocked(hostname)) {
    return failed('blockedAddress', `${hostname} is a private address`);
  }
  return undefined;
}

type Response = Dispatcher.ResponseData;

async function sendOnce(url: string, request: FetchRequest, deps: FetchDeps, signal: AbortSignal): Promise<Response> {
  // Own headers may hold a key for the outlet; another host must not see it.
  const isSameHost = new URL(url).host === new URL(request.url).host;
  return await send(url, {
    method: 'GET',
    dispatcher: request.allowPrivate ? deps.client.open : deps.client.guarded,
    signal,
    headers: {
      'user-agent': request.userAgent,
      accept: request.accept ?? ACCEPT,
      'accept-encoding': 'gzip, br, deflate',
      ...(isSameHost ? request.headers : {}),
      ...(request.etag === undefined ? {} : { 'if-none-match': request.etag }),
      ...(request.lastModified === undefined ? {} : { 'if-modified-since': request.lastModified }),
    },
  });
}

/** Reads a small rest so that the connection can serve the next request; a large one is cut. Nobody waits for either. */
function discard(body: Response['body']): void {
  body.on('error', () => undefined);
  void body.dump({ limit: 65_536 }).catch(() => undefined);
}

async function answerOf(
  response: Response,
  url: string,
  movedTo: string | undefined,
  request: FetchRequest,
  deps: FetchDeps,
): Promise<FetchAnswer> {
  const headers: Headers = response.headers;
  const status = response.statusCode;
  const cache = readCacheFacts(headers, deps.now());
  const moved = movedTo === undefined ? {} : { movedTo };
  if (status === 304) {
    discard(response.body);
    return { kind: 'notModified', cache, ...moved };
  }
  if (status < 200 || status > 299) {
    discard(response.body);
    return statusFailure(status, url, cache);
  }
  const declared = Number.parseInt(headerOf(headers, 'content-length') ?? '0', 10);
  if (declared > request.maxBytes) {
    discard(response.body);
    return tooLarge(url, request.maxBytes);
  }
  const body = await readBody(response.body as Readable, headerOf(headers, 'content-encoding'), request.maxBytes);
  if (body.kind === 'tooLarge') return tooLarge(url, request.maxBytes);
  return {
    kind: 'body',
    bytes: body.bytes,
    finalUrl: url,
    cache,
    ...moved,
    ...optional('contentType', headerOf(headers, 'content-type')),
    ...optional('etag', headerOf(headers, 'etag')),
    ...optional('lastModified', headerOf(headers, 'last-modified')),
    ...optional('link', headerOf(headers, 'link')),
  };
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

function tooLarge(url: string, maxBytes: number): FetchFailure {
  return failed('tooLarge', `${url} is larger than ${maxBytes} bytes`);
}

function statusFailure(status: number, url: string, cache: CacheFacts): FetchFailure {
  const isGone = status === 410;
  const what = isGone
    ? `${url} answers 410: the outlet ended this feed; remove it or find its successor`
    : `${url} answers ${status}`;
  return {
    ...failed('httpStatus', what),
    status,
    isGone,
    ...((status === 429 || status === 503) && cache.retryAfterAt !== undefined
      ? { retryAfterAt: cache.retryAfterAt }
      : {}),
  };
}

/** A failure with what was tried and, from the table of reasons, what to do. */
export function failed(reason: FeedFailure, what: string): FetchFailure {
  return { kind: 'failed', reason, message: `${withoutCredentials(what)}; ${FAILURE_ADVICE[reason]}`, isGone: false };
}

const REASON_BY_CODE: Readonly<Record<string, FeedFailure>> = {
  BLOCKED_ADDRESS: 'blockedAddress',
  DEADLINE: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  EPROTO: 'tls',
};

function failureOf(error: unknown, request: FetchRequest): FetchFailure {
  const chain = causesOf(error);
  for (const cause of chain) {
    const { code: stated } = cause as { code?: unknown };
    const code = typeof stated === 'string' ? stated : '';
    const reason = REASON_BY_CODE[code] ?? (/^(?:CERT_|ERR_TLS_|ERR_SSL_)/.test(code) ? 'tls' : undefined);
    if (reason !== undefined) return failed(reason, `${request.url}: ${describe(cause, reason, request)}`);
  }
  // Whatever else a connection dies of: reset, closed early, bytes that are no HTTP, a broken compression.
  return failed('refused', `${request.url}: ${describe(chain[0], 'refused', request)}`);
}

function describe(cause: unknown, reason: FeedFailure, request: FetchRequest): string {
  if (reason === 'timeout') return `no whole answer within ${request.timeoutMs} ms`;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) {
    chain.push(cause);
    if (cause instanceof AggregateError) chain.push(...(cause.errors as unknown[]));
  }
  return chain.length === 0 ? [error] : chain;
}
