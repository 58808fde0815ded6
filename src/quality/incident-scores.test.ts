import { describe, expect, it } from 'vitest';
import { type PlacedItem, scoreIncidents } from './incident-scores.ts';

const item = (id: string, wanted: string, got: string | undefined, language = 'en'): PlacedItem => ({
  id,
  wanted,
  got,
  language,
});

describe('scoreIncidents', () => {
  it('scores a right partition with 1, whatever the incidents are called', () => {
    const scores = scoreIncidents([item('a', 'I1', 'x'), item('b', 'I1', 'x'), item('c', 'I2', 'y')]);
    expect(scores).toMatchObject({ precision: 1, recall: 1, f1: 1, wrongPairs: { joined: 0, pairs: 2 } });
  });

  it('takes precision for a wrong merge and recall for a missed one', () => {
    expect(scoreIncidents([item('a', 'I1', 'x'), item('b', 'I2', 'x')])).toMatchObject({ precision: 0.5, recall: 1 });
    expect(scoreIncidents([item('a', 'I1', 'x'), item('b', 'I1', 'y')])).toMatchObject({ precision: 1, recall: 0.5 });
  });

  it('lets items that were put into no incident stand alone', () => {
    const scores = scoreIncidents([item('a', 'I1', undefined), item('b', 'I1', undefined, 'hy')]);
    expect(scores).toMatchObject({ precision: 1, recall: 0.5, crossLanguage: { joined: 0, pairs: 1 } });
  });

  it('says nothing wrong of nothing', () => {
    expect(scoreIncidents([])).toMatchObject({ f1: 1, items: 0 });
  });
});
