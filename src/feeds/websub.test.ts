import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newFeedState } from './feed-state.ts';
import { answerVerification, planSubscription } from './websub.ts';
import { isSignedPush, readLinkHeader } from './websub-push.ts';

const NOW = Date.UTC(2026, 10, 21);
const state = { ...newFeedState(0), hub: 'https://hub.example/', topic: 'https://outlet.example/rss' };
const plan = (changes: object, publicUrl: string | undefined = 'https://monitor.example/base') =>
  planSubscription('outlet-en', { ...state, ...changes }, publicUrl, 'secret', NOW);

describe('the decision to subscribe at a hub', () => {
  it('asks with the address of this service', () => {
    expect(plan({})).toEqual({
      kind: 'subscribe',
      hub: 'https://hub.example/',
      form: {
        'hub.mode': 'subscribe',
        'hub.topic': 'https://outlet.example/rss',
        'hub.callback': 'https://monitor.example/base/websub/outlet-en',
        'hub.secret': 'secret',
        'hub.lease_seconds': '864000',
      },
    });
  });

  it.each([
    [{ hub: undefined }, 'noHub'],
    [{ hub: 'file:///etc/passwd' }, 'unsafeHub'],
    [{ subscribedUntil: NOW + 5 * 86_400_000 }, 'subscribed'],
    [{ subscribeAttemptAt: NOW - 60_000 }, 'triedLately'],
  ])('leaves it: %j', (changes, reason) => {
    expect(plan(changes)).toEqual({ kind: 'none', reason });
  });

  it('leaves it without a public address', () => {
    expect(planSubscription('outlet-en', state, undefined, 'secret', NOW)).toEqual({
      kind: 'none',
      reason: 'noPublicUrl',
    });
  });

  it('renews before the lease ends', () => {
    expect(plan({ subscribedUntil: NOW + 3_600_000 }).kind).toBe('subscribe');
  });
});

describe('the answers to a hub', () => {
  const query = {
    'hub.mode': 'subscribe',
    'hub.topic': state.topic,
    'hub.challenge': 'c',
    'hub.lease_seconds': '1000',
  };

  it('confirm what was asked, and keep the lease', () => {
    expect(answerVerification(query, state, NOW)).toMatchObject({
      kind: 'confirm',
      challenge: 'c',
      next: { subscribedUntil: NOW + 1_000_000 },
    });
  });

  it.each([
    [{ 'hub.topic': 'https://other.example/' }, 'wrongTopic'],
    [{ 'hub.mode': 'unsubscribe' }, 'notAsked'],
    [{ 'hub.challenge': '' }, 'noChallenge'],
  ])('refuse %j', (changes, reason) => {
    expect(answerVerification({ ...query, ...changes }, state, NOW)).toEqual({ kind: 'refuse', reason });
  });

  it('take a push only with our signature', () => {
    const body = Buffer.from('<rss/>');
    const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    expect(isSignedPush(body, sign('secret'), 'secret')).toBe(true);
    expect(isSignedPush(body, sign('other'), 'secret')).toBe(false);
    expect(isSignedPush(body, undefined, 'secret')).toBe(false);
    expect(isSignedPush(body, 'md5=00', 'secret')).toBe(false);
  });

  it('find hub and topic in Link headers', () => {
    expect(readLinkHeader('<https://hub.example/>; rel="hub", <https://outlet.example/rss>; rel="self"')).toEqual({
      hub: 'https://hub.example/',
      self: 'https://outlet.example/rss',
    });
    expect(readLinkHeader('</relative>; rel=hub')).toEqual({});
    expect(readLinkHeader(undefined)).toEqual({});
  });
});
