import type { Incident } from '../domain/incident.ts';
import type { Claim } from '../domain/report.ts';
import type { Account, CardNames, Statement } from './card-types.ts';
import { partyName, sideOfParty, speakerName } from './naming.ts';
import { fill, type Words } from './words.ts';

/** Statements shown a side; the rest is counted. */
const SHOWN = 3;

/** What each of the two sides says, and what others say: same rule and same room for both. */
export function accountsOf(
  incident: Pick<Incident, 'claims'>,
  names: CardNames,
  words: Words,
): { readonly sides: readonly Account[]; readonly others: readonly Account[] } {
  const claimsBySpeaker = new Map<string, Claim[]>();
  for (const claim of incident.claims) {
    const party = claim.speaker.party;
    const key = party === undefined ? 'unknown' : (sideOfParty(party, names) ?? party);
    const claims = claimsBySpeaker.get(key);
    if (claims === undefined) claimsBySpeaker.set(key, [claim]);
    else claims.push(claim);
  }
  const sides = names.sides.map((side) =>
    account(side, partyName(side, names, words.language), claimsBySpeaker.get(side) ?? [], names, words),
  );
  const others = [...claimsBySpeaker]
    .filter(([party]) => !names.sides.includes(party))
    .map(([party, claims]) => {
      const name = party === 'unknown' ? words.text.side.noSpeaker : partyName(party, names, words.language);
      return account(party, name, claims, names, words);
    });
  return { sides, others };
}

function account(party: string, name: string, claims: readonly Claim[], names: CardNames, words: Words): Account {
  const statements: Statement[] = [];
  const seen = new Set<string>();
  for (const claim of [...claims].reverse()) {
    const statement = statementOf(claim, names, words);
    const key = `${statement.kind}|${statement.speaker}|${statement.what}`;
    if (seen.has(key)) continue;
    seen.add(key);
    statements.push(statement);
  }
  return { party, name, statements: statements.slice(0, SHOWN), hidden: Math.max(0, statements.length - SHOWN) };
}

function statementOf(claim: Claim, names: CardNames, words: Words): Statement {
  const { language, text } = words;
  const accused = claim.about.initiator;
  const what =
    claim.kind === 'accuses' && accused !== undefined
      ? fill(text.side.accuses, { accused: partyName(accused, names, language) }, language)
      : text.claim[claim.kind];
  return {
    kind: claim.kind,
    what: capitalised(what, language),
    speaker: speakerName(claim.speaker, names, language),
    quote: claim.quote.trim(),
    ...(claim.language === language ? {} : { quoteLanguage: words.languageName(claim.language) }),
  };
}

/** First letter in upper case, by the rules of the language (Turkish i). Georgian has no upper case in running text. */
export function capitalised(sentence: string, language: string): string {
  if (language === 'ka') return sentence;
  const [first = '', ...rest] = sentence;
  return first.toLocaleUpperCase(language) + rest.join('');
}
