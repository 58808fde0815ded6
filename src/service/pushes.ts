import { createHmac } from 'node:crypto';
import type { Desk } from '../desk.ts';
import type { FeedState } from '../feeds/feed-state.ts';
import type { Intake } from '../feeds/intake.ts';
import { answerVerification, planSubscription } from '../feeds/websub.ts';
import { isSignedPush } from '../feeds/websub-push.ts';
import type { Log } from '../ops/log.ts';
import { type PollingPorts, type PollReport, runPush } from '../polling.ts';

export interface PushOptions {
  readonly desk: () => Desk;
  readonly intake: Pick<Intake, 'subscribe'>;
  readonly ports: PollingPorts;
  /** Address under which hubs reach us; without it feeds are polled only. */
  readonly publicUrl?: string;
  /** Known to our processes alone; every feed's secret is derived from it. */
  readonly secret: string;
  readonly now: () => number;
  readonly log: Log;
}

/** How a request to our callback ends: status and body of the answer. */
export interface PushAnswer {
  readonly status: 200 | 202 | 404;
  readonly body: string;
  /** Set when a push brought items. */
  readonly report?: PollReport;
}

/** WebSub: asks hubs for pushes, answers their questions and takes what they send. Polling goes on at its own pace. Source: W3C WebSub. */
export interface Pushes {
  /** Subscribes where a feed names a hub and it is time. Never throws. */
  afterPoll(feedId: string): Promise<void>;
  verify(feedId: string, query: Readonly<Record<string, string | undefined>>): Promise<PushAnswer>;
  receive(
    feedId: string,
    push: { readonly bytes: Uint8Array; readonly contentType?: string; readonly signature?: string },
  ): Promise<PushAnswer>;
}

const NOT_OURS: PushAnswer = { status: 404, body: 'no such subscription' };

export function createPushes(options: PushOptions): Pushes {
  const { ports, now, log } = options;
  const secretOf = (feedId: string) => createHmac('sha256', options.secret).update(feedId).digest('hex');
  const stateOf = async (feedId: string) => (await ports.feedStates.get(feedId)) as FeedState | undefined;
  return {
    async afterPoll(feedId) {
      if (options.publicUrl === undefined) return;
      try {
        const state = await stateOf(feedId);
        if (state === undefined) return;
        const decision = planSubscription(feedId, state, options.publicUrl, secretOf(feedId), now());
        if (decision.kind === 'none') return;
        await ports.feedStates.save(feedId, { ...state, subscribeAttemptAt: now() }, state.nextPollAt);
        const answer = await options.intake.subscribe(decision);
        log.info({ feedId, hub: decision.hub, answer: answer.kind }, 'asked a hub for pushes');
      } catch (err) {
        log.warn({ err, feedId }, 'could not ask a hub for pushes; polling goes on');
      }
    },
    async verify(feedId, query) {
      const state = await stateOf(feedId);
      if (state === undefined) return NOT_OURS;
      const answer = answerVerification(query, state, now());
      if (answer.kind === 'refuse') return NOT_OURS;
      await ports.feedStates.save(feedId, { ...answer.next }, answer.next.nextPollAt);
      return { status: 200, body: answer.challenge };
    },
    async receive(feedId, { bytes, contentType, signature }) {
      // A push that is not signed with the feed's secret is acknowledged and ignored, as the standard asks: whoever sent it learns nothing.
      if (!isSignedPush(bytes, signature, secretOf(feedId))) return { status: 202, body: '' };
      const report = await runPush(
        feedId,
        { bytes, ...(contentType !== undefined && { contentType }) },
        options.desk(),
        ports,
        now,
      );
      return report === undefined ? NOT_OURS : { status: 202, body: '', report };
    },
  };
}
