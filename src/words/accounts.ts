import type { Incident } from '../domain/incident.ts';
import type { Claim, ClaimKind } from '../domain/report.ts';
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
  const byKey = new Map<string, Told>();
  // Newest first; of one speaker saying one thing several times, the words in the reader's own language are shown.
  for (const claim of [...claims].reverse()) {
    const statement = statementOf(claim, names, words);
    const key = `${statement.speaker}|${statement.what}`;
    const known = byKey.get(key);
    const isReadable = statement.quoteLanguage === undefined;
    const isBetter =
      known !== undefined &&
      (known.claim.isDerived === claim.isDerived
        ? isReadable && known.statement.quoteLanguage !== undefined
        : known.claim.isDerived === true);
    if (known === undefined || isBetter) byKey.set(key, { claim, statement });
  }
  const told = [...byKey.values()];
  const telling = told.filter((one) => !told.some((other) => saysMore(other, one)));
  telling.sort((a, b) => KINDS.indexOf(a.claim.kind) - KINDS.indexOf(b.claim.kind));
  return {
    party,
    name,
    statements: telling.slice(0, SHOWN).map((one) => one.statement),
    hidden: Math.max(0, telling.length - SHOWN),
  };
}

interface Told {
  readonly claim: Claim;
  readonly statement: Statement;
}

/** What stands first where there is not room for all: who blames and who denies, before who lost what. */
const KINDS: readonly ClaimKind[] = [
  'accuses',
  'denies',
  'acknowledges',
  'corrects',
  'observes',
  'reportsOwnLoss',
  'reportsEnemyLoss',
];

/** True when the first is the same said by a named office, and the second names the party alone. */
function saysMore(first: Told, second: Told): boolean {
  const [office, party] = [first.claim.speaker, second.claim.speaker];
  return (
    first.statement.what === second.statement.what &&
    office.party === party.party &&
    party.office === undefined &&
    party.name === undefined &&
    (office.office !== undefined || office.name !== undefined)
  );
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
