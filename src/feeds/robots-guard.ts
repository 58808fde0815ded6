import type { FetchAnswer, FetchRequest } from './fetch.ts';
import { isAllowedByRobots, ROBOTS_MAX_BYTES } from './robots.ts';

export interface RobotsGuard {
  /** Whether the site of this request lets us read its path. */
  check(request: FetchRequest): Promise<RobotsVerdict>;
}

export type RobotsVerdict = { readonly kind: 'allowed' } | { readonly kind: 'forbidden'; readonly message: string };

export interface RobotsDeps {
  fetch(request: FetchRequest): Promise<FetchAnswer>;
  now(): number;
}

/** Source: RFC 9309 section 2.4: not longer than a day. */
const KEPT_MS = 86_400_000;
/** A site that could not be asked is asked again soon. */
const RETRY_MS = 600_000;

interface Kept {
  readonly until: number;
  readonly rules:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'unreachable'; readonly why: string };
}

/** Remembers the robots.txt of each site for a day. */
export function createRobotsGuard(deps: RobotsDeps): RobotsGuard {
  const kept = new Map<string, Kept>();

  async function rulesOf(request: FetchRequest): Promise<Kept['rules']> {
    const { origin } = new URL(request.url);
    const known = kept.get(origin);
    if (known !== undefined && known.until > deps.now()) return known.rules;
    const { etag: _etag, lastModified: _lastModified, ...plain } = request;
    const answer = await deps.fetch({ ...plain, url: `${origin}/robots.txt`, maxBytes: ROBOTS_MAX_BYTES });
    const rules = readAnswer(answer);
    kept.set(origin, { rules, until: deps.now() + (rules.kind === 'text' ? KEPT_MS : RETRY_MS) });
    return rules;
  }

  return {
    async check(request) {
      const rules = await rulesOf(request);
      const { pathname, search, host } = new URL(request.url);
      if (rules.kind === 'unreachable') {
        return { kind: 'forbidden', message: `robots.txt of ${host} could not be asked (${rules.why})` };
      }
      if (isAllowedByRobots(rules.text, productOf(request.userAgent), pathname + search)) return { kind: 'allowed' };
      return { kind: 'forbidden', message: `robots.txt of ${host} disallows ${pathname}` };
    },
  };
}

function readAnswer(answer: FetchAnswer): Kept['rules'] {
  if (answer.kind === 'body') return { kind: 'text', text: new TextDecoder().decode(answer.bytes) };
  const status = answer.kind === 'failed' ? (answer.status ?? 0) : 0;
  // Source: RFC 9309 section 2.3.1: 4xx means there are no rules; a server in trouble means wait.
  if (status >= 400 && status < 500 && status !== 429) return { kind: 'text', text: '' };
  return { kind: 'unreachable', why: answer.kind === 'failed' ? answer.message : 'it answered without a body' };
}

/** `ceasefire-monitor/0.1 (+https://…)` is `ceasefire-monitor` to robots.txt. */
function productOf(userAgent: string): string {
  return /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? '*';
}
