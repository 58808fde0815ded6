import type { Change } from '../domain/incident.ts';
import type { Party } from '../domain/party.ts';
import type { CasualtyKind } from '../domain/report.ts';
import type { CardNames } from './card-types.ts';
import { nameOfPlace } from './headline.ts';
import { partyName } from './naming.ts';
import { fill, type Words } from './words.ts';

/**
 * What changed, in the reader's words. The detail of a change is language-neutral (`claimed->denied denied by AZE`, `ARM killed 0->1`);
 * one that cannot be read is told by its kind alone.
 */
export function changeText(change: Change, names: CardNames, words: Words): string {
  const kind = words.text.change[change.kind];
  const detail = detailOf(change, names, words);
  return detail === '' ? kind : `${kind}${words.marks.colon}${detail}`;
}

function detailOf(change: Change, names: CardNames, words: Words): string {
  switch (change.kind) {
    case 'status':
      return statusDetail(change.detail, names, words);
    case 'confirmation':
      return byWhom(change.detail, names, words);
    case 'talksStage':
      return stageDetail(change.detail, words);
    case 'severity':
      return severityDetail(change.detail, words);
    case 'casualties':
    case 'deaths':
      return lossesDetail(change.detail, names, words);
    case 'place':
      return placesDetail(change.detail, names, words);
    case 'created':
    case 'truceCollapse':
    case 'retraction':
    case 'correction':
    case 'sources':
    case 'joined':
    case 'split':
    case 'withdrawn':
    case 'ended':
      return '';
    default:
      return change.kind satisfies never;
  }
}

/** `claimed->denied denied by AZE`, `counterClaimed admitted by ARM`, `claimed->denied`. */
function statusDetail(detail: string, names: CardNames, words: Words): string {
  const { text, marks } = words;
  const [, before = '', after = ''] = /^(\w+)->(\w+)/.exec(detail) ?? [];
  const path =
    Object.hasOwn(text.status, before) && Object.hasOwn(text.status, after)
      ? [text.status[before as keyof typeof text.status], text.status[after as keyof typeof text.status]].join(
          marks.arrow,
        )
      : '';
  const who = partiesOf(detail).map((party) => {
    const name = partyName(party, names, words.language);
    if (detail.includes('denied by')) return fill(text.headline.denies, { party: name }, words.language);
    if (detail.includes('admitted by')) return fill(text.headline.admits, { party: name }, words.language);
    return fill(text.headline.accusesBack, { party: name }, words.language);
  });
  return [path, ...who].filter((part) => part !== '').join(marks.semicolon);
}

function byWhom(detail: string, names: CardNames, words: Words): string {
  return words.list(partiesOf(detail).map((party) => partyName(party, names, words.language)));
}

/** Party codes after the last `by`. */
function partiesOf(detail: string): readonly Party[] {
  const [, list = ''] = /\bby ([A-Z]{2,5}(?:, [A-Z]{2,5})*)$/.exec(detail) ?? [];
  return list === '' ? [] : list.split(', ');
}

function stageDetail(detail: string, words: Words): string {
  const stages: Readonly<Record<string, string>> = { ...words.text.ceasefire, ...words.text.talks };
  const [before = '', after = ''] = detail.split('->');
  if (!Object.hasOwn(stages, after)) return '';
  return [before, after]
    .flatMap((stage) => (Object.hasOwn(stages, stage) ? [stages[stage]] : []))
    .join(words.marks.arrow);
}

function severityDetail(detail: string, words: Words): string {
  const levels: readonly string[] = words.text.severity;
  const shown = detail.split('->').map((level) => levels[Number.parseInt(level, 10)]);
  return shown.length !== 2 || shown.includes(undefined) ? '' : shown.join(words.marks.arrow);
}

function placesDetail(detail: string, names: CardNames, words: Words): string {
  const known = detail.split(', ').filter((id) => Object.hasOwn(names.places, id));
  return words.list(known.slice(0, 3).map((id) => nameOfPlace(id, names, words)));
}

/** `ARM killed 0->1`, `ARM killed 3`; `AZE wounded 1 -> AZE wounded 2, ARM wounded 1`: then what holds now. */
function lossesDetail(detail: string, names: CardNames, words: Words): string {
  const now = detail.split(' -> ').at(-1) ?? '';
  const losses = now.split(/\s*[,;]\s*/).map((part) => lossDetail(part, names, words));
  return losses.some((loss) => loss === undefined) ? '' : losses.join(words.marks.semicolon);
}

function lossDetail(detail: string, names: CardNames, words: Words): string | undefined {
  const match = /^(\w+) (killed|wounded|captured|missing) (?:(\S+?)->)?(\d\S*)$/.exec(detail);
  if (match === null) return undefined;
  const [, side = '', kind = '', before, after = ''] = match;
  const name = side === 'unknown' ? words.text.side.unknown : partyName(side, names, words.language);
  const value = Number.parseInt(after, 10);
  const now = words
    .plural(words.text.casualty[kind as CasualtyKind], value)
    .replace(words.number(value), () => numeral(after, words));
  const path = before === undefined ? now : `${numeral(before, words)}${words.marks.arrow}${now}`;
  return `${name}${words.marks.colon}${path}`;
}

/** `2-5` or `12+` in the digits of the language. */
function numeral(range: string, words: Words): string {
  return range.replace(/\d{1,15}/g, (digits) => words.number(Number.parseInt(digits, 10)));
}
