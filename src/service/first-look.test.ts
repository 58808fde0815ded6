import { describe, expect, it } from 'vitest';
import { FEED_FAILURES, type FeedFailure } from '../domain/feed.ts';
import type { PollReport } from '../polling.ts';
import { watchFirstPolls } from './first-look.ts';

/** A poll by its outcome; one that failed by its failure. */
type Told = Exclude<PollReport['outcome'], 'failed'> | FeedFailure;

const isFailure = (told: Told): told is FeedFailure => FEED_FAILURES.some((failure) => failure === told);

const poll = (told: Told, feedId: string): PollReport => ({
  feedId,
  outcome: isFailure(told) ? 'failed' : told,
  results: [],
  unchanged: 0,
  broken: [],
  ...(isFailure(told) && { failure: told, reason: `${told}: no such name` }),
});

function told(feeds: number, outcomes: readonly Told[]): readonly string[] {
  const messages: string[] = [];
  const watch = watchFirstPolls(feeds, (message) => messages.push(message));
  for (const [at, outcome] of outcomes.entries()) watch(poll(outcome, `feed-${at}`));
  return messages;
}

describe('the first polls of a process', () => {
  it('tell once that no outlet can be reached, with the last reason', () => {
    const messages = told(3, ['refused', 'deferred', 'timeout', 'dns', 'dns', 'dns']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('No outlet was reached by the first polls, 3 in all (last: dns: no such name)');
  });

  it.each<readonly [string, readonly Told[]]>([
    ['one outlet answers before', ['dns', 'notModified', 'dns', 'dns', 'dns']],
    ['an outlet answers what is no use', ['dns', 'httpStatus', 'dns', 'dns', 'dns']],
    ['none is a feed', ['notAFeed', 'notAFeed', 'notAFeed']],
    ['too few were asked', ['dns', 'dns']],
    ['nothing was sent', ['deferred', 'deferred', 'deferred']],
  ])('say nothing when %s', (_why, outcomes) => {
    expect(told(3, outcomes)).toEqual([]);
  });
});
