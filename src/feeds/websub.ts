import type { FeedState } from './feed-state.ts';

/** What to do about a hub now. Source: W3C WebSub, sections 5.1 and 5.2. */
export type HubDecision =
  | { readonly kind: 'none'; readonly reason: 'noHub' | 'noPublicUrl' | 'subscribed' | 'triedLately' | 'unsafeHub' }
  | {
      readonly kind: 'subscribe';
      readonly hub: string;
      /** Form fields of the request to the hub. */
      readonly form: Readonly<
        Record<'hub.mode' | 'hub.topic' | 'hub.callback' | 'hub.secret' | 'hub.lease_seconds', string>
      >;
    };

const LEASE_SECONDS = 10 * 86_400;
/** A lease is renewed this long before it ends. */
const RENEW_BEFORE_MS = 86_400_000;
const RETRY_MS = 6 * 3_600_000;

/**
 * Decides whether to ask a feed's hub for pushes. `secret` is random and known to nobody else: it signs the pushes and makes the callback's path
 * unguessable. Polling goes on at its own pace in any case, so a hub that goes quiet costs nothing.
 */
export function planSubscription(
  feedId: string,
  state: FeedState,
  publicUrl: string | undefined,
  secret: string,
  now: number,
): HubDecision {
  const { hub, topic } = state;
  if (hub === undefined || topic === undefined) return { kind: 'none', reason: 'noHub' };
  if (publicUrl === undefined) return { kind: 'none', reason: 'noPublicUrl' };
  if (!/^https?:\/\//i.test(hub)) return { kind: 'none', reason: 'unsafeHub' };
  if ((state.subscribedUntil ?? 0) - RENEW_BEFORE_MS > now) return { kind: 'none', reason: 'subscribed' };
  if ((state.subscribeAttemptAt ?? 0) + RETRY_MS > now) return { kind: 'none', reason: 'triedLately' };
  return {
    kind: 'subscribe',
    hub,
    form: {
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.callback': new URL(`websub/${encodeURIComponent(feedId)}`, publicUrl.replace(/\/?$/, '/')).href,
      'hub.secret': secret,
      'hub.lease_seconds': String(LEASE_SECONDS),
    },
  };
}

/** A hub's question whether we asked for this subscription: the challenge to echo, and until when the lease runs. */
export function answerVerification(
  query: Readonly<Record<string, string | undefined>>,
  state: FeedState,
  now: number,
):
  | { readonly kind: 'confirm'; readonly challenge: string; readonly next: FeedState }
  | { readonly kind: 'refuse'; readonly reason: 'wrongTopic' | 'notAsked' | 'noChallenge' } {
  if (query['hub.mode'] !== 'subscribe') return { kind: 'refuse', reason: 'notAsked' };
  if (state.topic === undefined || query['hub.topic'] !== state.topic) return { kind: 'refuse', reason: 'wrongTopic' };
  const challenge = query['hub.challenge'];
  if (challenge === undefined || challenge === '') return { kind: 'refuse', reason: 'noChallenge' };
  const lease = Number.parseInt(query['hub.lease_seconds'] ?? '', 10);
  const leaseMs = (Number.isNaN(lease) ? LEASE_SECONDS : lease) * 1000;
  return { kind: 'confirm', challenge, next: { ...state, subscribedUntil: now + leaseMs } };
}
