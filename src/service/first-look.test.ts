import { describe, expect, it } from 'vitest';
import type { PollReport } from '../polling.ts';
import { watchFirstPolls } from './first-look.ts';

const poll = (outcome: PollReport['outcome'], feedId: string): PollReport => ({
  feedId,
  outcome,
  results: [],
  unchanged: 0,
  broken: [],
  ...(outcome === 'failed' && { reason: 'dns: no such name' }),
});

function told(feeds: number, outcomes: readonly PollReport['outcome'][]): readonly string[] {
  const messages: string[] = [];
  const watch = watchFirstPolls(feeds, (message) => messages.push(message));
  for (const [at, outcome] of outcomes.entries()) watch(poll(outcome, `feed-${at}`));
  return messages;
}

describe('the first polls of a process', () => {
  it('tell once that no outlet can be reached, with the last reason', () => {
    const messages = told(3, ['failed', 'deferred', 'failed', 'failed', 'failed', 'failed']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('None of the first 3 polls reached an outlet (last: dns: no such name)');
  });

  it.each<readonly [string, readonly PollReport['outcome'][]]>([
    ['one outlet answers before', ['failed', 'notModified', 'failed', 'failed', 'failed']],
    ['too few were asked', ['failed', 'failed']],
    ['nothing was sent', ['deferred', 'deferred', 'deferred']],
  ])('say nothing when %s', (_why, outcomes) => {
    expect(told(3, outcomes)).toEqual([]);
  });
});
