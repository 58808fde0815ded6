import type { Party } from '../domain/party.ts';
import { type Found, spanOf } from './found.ts';
import type { Mentions } from './mentions.ts';
import { campOf, hitsOf, type Reading } from './reading.ts';

/** Third parties that host or broker: named beside a word of mediation, or with mediation as their office. */
export function extractMediators(reading: Reading, mentions: Mentions): Found<Party>[] {
  const found = new Map<Party, Found<Party>>();
  for (const mention of mentions.all) {
    if (campOf(reading, mention.party) !== undefined || mention.sentence.isBackground) continue;
    if (reading.gazetteer.parties.parties[mention.party] === undefined) continue;
    // "Baku rejects French mediation"
    if (hitsOf(mention.sentence, 'denial').length > 0) continue;
    const isBesideCue = hitsOf(mention.sentence, 'mediate', 'host').some(
      (hit) => Math.abs(hit.from - mention.to) <= 4 || Math.abs(mention.from - hit.to) <= 4,
    );
    const isOffice = mention.office === 'coChairs' && reading.input.label === 'negotiation';
    if (!isBesideCue && !isOffice) continue;
    const rule = isBesideCue ? 'besideMediation' : 'mediatorByOffice';
    found.set(mention.party, {
      value: mention.party,
      spans: [...(found.get(mention.party)?.spans ?? []), spanOf(mention.sentence, mention, rule)],
    });
  }
  return [...found.values()];
}
