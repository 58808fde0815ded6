import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Parts of a request that decide what its sender may do. */
export interface Asking {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly ip: string;
}

/** Who asks: `reader` may look, `operator` may order; a refusal says why. */
export type Admission =
  | { readonly kind: 'reader' | 'operator'; readonly session: string }
  | { readonly kind: 'signIn' }
  | { readonly kind: 'refused'; readonly status: 403 | 429; readonly reason: string };

export interface Guard {
  admit(asking: Asking): Admission;
  /** Checks what a form must carry besides its session. */
  checkForm(asking: Asking, session: string, csrf: string | undefined): { readonly kind: 'ok' } | Refusal;
  csrfOf(session: string): string;
  /** A new session cookie for the right token. */
  signIn(asking: Asking, token: string): { readonly kind: 'ok'; readonly cookie: string } | Refusal;
  signOutCookie(): string;
}

type Refusal = Extract<Admission, { kind: 'refused' }>;

export interface GuardOptions {
  /** Without it the page is read-only and answers to loopback names only. */
  readonly token?: string;
  readonly now: () => number;
}

const COOKIE = 'cm_session';
const SESSION_MS = 12 * 3_600_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
const FAILED_SIGN_INS_A_MINUTE = 5;
const ORDERS_A_MINUTE = 60;

/** Keeps strangers out and foreign pages from giving orders through an operator's browser. */
export function createGuard(options: GuardOptions): Guard {
  const { token, now } = options;
  // Derived from the token: all processes know each other's sessions, and a new token ends them all.
  const key = token === undefined ? randomBytes(32) : createHmac('sha256', token).update('console session').digest();
  const signIns = createLimit(FAILED_SIGN_INS_A_MINUTE, now);
  const orders = createLimit(ORDERS_A_MINUTE, now);
  const seal = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

  function sessionOf(asking: Asking): string | undefined {
    const value = cookieOf(header(asking, 'cookie') ?? '', COOKIE);
    const [expiry = '', nonce = '', mark = ''] = value?.split('.') ?? [];
    if (!isSame(mark, seal(`${expiry}.${nonce}`)) || Number(expiry) < now()) return undefined;
    return `${expiry}.${nonce}`;
  }

  return {
    admit(asking) {
      if (token === undefined) {
        // A foreign site can point its own name at 127.0.0.1 and read what answers there: only our own names are served.
        if (!LOOPBACK.test(header(asking, 'host') ?? ''))
          return refuse(403, 'without CONSOLE_TOKEN this page answers to localhost only');
        return { kind: 'reader', session: 'reader' };
      }
      const bearer = /^Bearer (.+)$/.exec(header(asking, 'authorization') ?? '')?.[1];
      if (bearer !== undefined) {
        if (!signIns.isFree(asking.ip)) return refuse(429, 'too many wrong tokens; wait a minute');
        if (isSame(bearer, token)) return { kind: 'operator', session: 'bearer' };
        signIns.take(asking.ip);
        return refuse(403, 'this is not the token');
      }
      const session = sessionOf(asking);
      return session === undefined ? { kind: 'signIn' } : { kind: 'operator', session };
    },
    checkForm(asking, session, csrf) {
      const foreign = comesFromElsewhere(asking);
      if (foreign !== undefined) return foreign;
      // Browsers add no bearer token by themselves: no foreign page can have sent it.
      if (session !== 'bearer' && !isSame(csrf ?? '', seal(`form ${session}`)))
        return refuse(403, 'this form is out of date; reload the page and send it again');
      return orders.take(asking.ip) ? { kind: 'ok' } : refuse(429, 'too many orders; wait a minute');
    },
    csrfOf: (session) => seal(`form ${session}`),
    signIn(asking, given) {
      const foreign = comesFromElsewhere(asking);
      if (foreign !== undefined) return foreign;
      if (!signIns.isFree(asking.ip)) return refuse(429, 'too many wrong tokens; wait a minute');
      if (token === undefined || !isSame(given, token)) {
        signIns.take(asking.ip);
        return refuse(403, 'this is not the token');
      }
      const session = `${now() + SESSION_MS}.${randomBytes(16).toString('base64url')}`;
      const isSecure = header(asking, 'x-forwarded-proto') === 'https';
      const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_MS / 1000}${isSecure ? '; Secure' : ''}`;
      return { kind: 'ok', cookie: `${COOKIE}=${session}.${seal(session)}; ${flags}` };
    },
    signOutCookie: () => `${COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`,
  };
}

/** A browser says where a form comes from; one that says nothing is no browser that we let order by cookie. */
function comesFromElsewhere(asking: Asking): Refusal | undefined {
  if (header(asking, 'authorization') !== undefined) return undefined;
  const site = header(asking, 'sec-fetch-site');
  const origin = header(asking, 'origin');
  const isForeignSite = site !== undefined && site !== 'same-origin';
  const host = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
  if (isForeignSite || origin === undefined || host !== header(asking, 'host'))
    return refuse(403, 'orders are taken from this page only');
  return undefined;
}

function refuse(status: 403 | 429, reason: string): Refusal {
  return { kind: 'refused', status, reason };
}

/** Takes the same time whatever the first difference is. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function header(asking: Asking, name: string): string | undefined {
  const value = asking.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

function cookieOf(text: string, name: string): string | undefined {
  for (const part of text.split(';')) {
    const [key = '', value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

const MINUTE_MS = 60_000;
/** So many callers are remembered; then the oldest are forgotten. */
const REMEMBERED = 1000;

function createLimit(
  perMinute: number,
  now: () => number,
): { isFree(who: string): boolean; take(who: string): boolean } {
  const recent = new Map<string, readonly number[]>();
  const timesOf = (who: string) => (recent.get(who) ?? []).filter((at) => now() - at < MINUTE_MS);
  return {
    isFree: (who) => timesOf(who).length < perMinute,
    take(who) {
      const times = timesOf(who);
      if (times.length >= perMinute) return false;
      recent.delete(who);
      recent.set(who, [...times, now()]);
      const oldest = recent.keys().next().value;
      if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
      return true;
    },
  };
}
