import { expect, it } from 'vitest';
import type { Change } from '../domain/incident.ts';
import { changeText } from './changes.ts';
import { SAMPLE_NAMES } from './sample-names.ts';
import { wordsOf } from './words.ts';

it.each([
  ['status', 'claimed->denied denied by AZE', 'Status: Claimed by one side → Claimed and denied; Azerbaijan denies it'],
  ['status', 'denied denied by ARM', 'Status: Armenia denies it'],
  [
    'status',
    'counterClaimed->acknowledged admitted by ARM',
    'Status: Both sides accuse each other → Acknowledged; Armenia confirms it',
  ],
  [
    'status',
    'claimed->counterClaimed counter-accusation by AZE',
    'Status: Claimed by one side → Both sides accuse each other; Azerbaijan accuses in turn',
  ],
  ['status', 'claimed->denied', 'Status: Claimed by one side → Claimed and denied'],
  [
    'confirmation',
    'claimed->thirdPartyConfirmed by EU, USA',
    'Confirmed by a third party: European Union and United States',
  ],
  ['deaths', 'ARM killed 0->1', 'Deaths: Armenia: 0 → 1 killed'],
  ['deaths', 'AZE killed 3', 'Deaths: Azerbaijan: 3 killed'],
  ['deaths', 'unknown killed 2->12+', 'Deaths: Side not stated: 2 → 12+ killed'],
  [
    'casualties',
    'none stated -> AZE wounded 1, ARM captured 2',
    'Casualties: Azerbaijan: 1 wounded; Armenia: 2 captured',
  ],
  ['talksStage', 'announced->held', 'Stage of the talks: announced → held'],
  ['talksStage', 'talks->outcome', 'Stage of the talks: outcome reported'],
  ['talksStage', 'offered->agreed', 'Stage of the talks: offered → agreed'],
  ['severity', '1->4', 'Severity: Low → Critical'],
  ['place', 'sotk, nowhere', 'Place named: Sotk / Zod'],
  ['retraction', 'claimed->retracted', 'Retracted'],
  ['sources', '+ news-am hy', 'More reports'],
  ['deaths', 'something else', 'Deaths'],
  ['severity', 'constructor', 'Severity'],
  ['status', '<b>x</b>', 'Status'],
] as const)('%s: %s', (kind, detail, expected) => {
  const change: Change = { revision: 2, at: '2026-11-21T10:00:00Z', kind, detail, material: true };
  expect(changeText(change, SAMPLE_NAMES, wordsOf('en'))).toBe(expected);
});

it('reads from right to left where the language does', () => {
  const change: Change = {
    revision: 2,
    at: '2026-11-21T10:00:00Z',
    kind: 'deaths',
    detail: 'ARM killed 0->12',
    material: true,
  };
  expect(changeText(change, SAMPLE_NAMES, wordsOf('fa'))).toBe('کشته‌ها: ارمنستان: ۰ ← ۱۲ کشته');
});
