import type { Hit } from '../lexicon/hit.ts';
import type { Draft } from './mentions.ts';
import { clauseAt, hitsOf, type Reading, type Sentence, segmentAt } from './reading.ts';

/** Languages in which the verb closes the clause, and a genitive stands before what it owns. */
const VERB_LAST = new Set(['hy', 'az', 'tr', 'ka']);

/** Languages that tell an object by its ending on the noun behind the adjective. */
const TURKIC = new Set(['az', 'tr']);

/** Languages whose verb stands right behind its subject. */
const VERB_SECOND = new Set(['en', 'fr', 'ru']);

/** Longest remark between a name and its verb, words: "Armenia, for its part, denied". */
const MAX_REMARK = 5;

/** Tells whether a bare name (no office, no person) is the subject or the source of one of the words of saying `told`. */
export function isSpeakingName(
  reading: Reading,
  draft: Draft,
  told: readonly Hit[],
  drafts: readonly Draft[],
): boolean {
  const { language } = reading.input;
  const words = told.filter(
    (hit) => !isTakenBehind(reading, draft, hit, drafts) && !reading.grammar.he(wordBehind(draft.sentence, hit)),
  );
  if (draft.role === 'place') return speaksAsPlace(reading, draft, words, drafts);
  if (isAccordingTo(draft, words)) return true;
  if (draft.role === 'genitive' || (language === 'ka' && draft.role === 'object'))
    return isSource(reading, draft, words);
  if (draft.role === 'attribute') return isAdjectivalVoice(reading, draft, words);
  // "…, հայտնում են Երևանից"
  if (draft.role === 'origin' && language === 'hy')
    return words.some((hit) => hit.group === 'say' && hit.to <= draft.from && draft.from - hit.to <= 1);
  // "Azerbaycan'dan Ermenistan'a ateşkes ihlali suçlaması": whose accusation, denial or answer it is.
  if (draft.role === 'origin' && (language === 'tr' || language === 'az'))
    return hitsOf(draft.sentence, 'voiceNoun').some((hit) => hit.from >= draft.to);
  if (draft.role !== 'subject' || ownsWhatFollows(reading, draft)) return false;
  return VERB_SECOND.has(language)
    ? speaksBesideVerb(reading, draft, words, drafts)
    : speaksBeforeLastVerb(draft, words, drafts);
}

/** "В Баку заявили", "Բաքվում հերքել են": a capital stands for its government, when nobody else speaks there. */
function speaksAsPlace(reading: Reading, draft: Draft, words: readonly Hit[], drafts: readonly Draft[]): boolean {
  const { language } = reading.input;
  const { sentence } = draft;
  const isAlone = !drafts.some(
    (other) => other !== draft && other.sentence === sentence && other.kind !== 'party' && other.role === 'subject',
  );
  const isTown = sentence.hits.some((hit) => hit.kind === 'place' && hit.from === draft.from && hit.to === draft.to);
  if (!isTown && language !== 'ru') return false;
  // "ბაქოში … უარყოფენ": "in Baku they deny", the verb at the end.
  const isImpersonal = (hit: Hit): boolean =>
    language === 'ka' &&
    draft.from === sentence.from &&
    hit.from >= draft.to &&
    /ენ$/u.test(sentence.scan.tokens[hit.to - 1]?.text ?? '');
  if (isAlone && words.some(isImpersonal)) return true;
  const reach = VERB_LAST.has(language) ? 1 : 4;
  const isNear = (hit: Hit): boolean =>
    (hit.from >= draft.to && hit.from - draft.to <= reach) || (hit.to <= draft.from && draft.from - hit.to <= 2);
  return (language === 'ru' || (VERB_LAST.has(language) && isAlone)) && words.some(isNear);
}

/** "Բաքվի փոխանցմամբ", "ბაქოს განცხადებით"; Russian puts the source first: "по данным Еревана". */
function isSource({ input: { language } }: Reading, draft: Draft, words: readonly Hit[]): boolean {
  // "Ermənistanın iddiasına görə": the claim whose owner speaks is followed by "according to".
  if (language === 'az' || language === 'tr')
    return (
      words.some((hit) => hit.group === 'say' && hit.from - draft.to === 1 && hit.to - hit.from === 1) &&
      hitsOf(draft.sentence, 'claimNoun').some((hit) => hit.from === draft.to)
    );
  const told = words.filter((hit) => hit.group === 'say' || hit.group === 'assertion');
  if (language === 'ru') return told.some((hit) => hit.to === draft.from);
  // "به گفته ایروان" is two words; "گفته‌های باکو" is what Baku said.
  if (language === 'fa') return told.some((hit) => hit.to === draft.from && hit.to - hit.from > 1);
  return (language === 'ka' || language === 'hy') && told.some((hit) => hit.from === draft.to);
}

/** Turkic languages put a bare name before what it owns: "Ermənistan bölmələri". */
function ownsWhatFollows({ grammar, input: { language } }: Reading, { sentence, to }: Draft): boolean {
  if (language !== 'az' && language !== 'tr') return false;
  const isOwned = hitsOf(sentence, 'unit', 'position', 'soldier', 'claimNoun', 'clash').some((hit) => hit.from === to);
  return isOwned && !grammar.sideNouns(sentence.scan.tokens[to]?.text);
}

/** "Baku says", "…, says Baku": the verb right beside its subject, at most behind a remark. */
function speaksBesideVerb(
  { grammar, input: { language } }: Reading,
  draft: Draft,
  words: readonly Hit[],
  drafts: readonly Draft[],
): boolean {
  const { sentence } = draft;
  // "… à l'Azerbaïdjan, qui dément": the name before "who" is the subject of its verb.
  if (grammar.relatives(sentence.scan.tokens[draft.to]?.text) && words.some((hit) => hit.from - draft.to === 1))
    return true;
  const isBetween = (other: Draft, low: number, high: number): boolean =>
    other !== draft && other.sentence === sentence && other.from >= low && other.to <= high;
  const start = sentence.from + sentence.segments.indexOf(segmentAt(sentence, draft.from));
  const hasRival = drafts.some(
    (other) => isBetween(other, start, draft.from - 1) && other.kind !== 'office' && other.role === 'subject',
  );
  if (hasRival) return false;
  const reach = language === 'en' ? 4 : 3;
  const follows = words.some(
    (hit) =>
      hit.from >= draft.to &&
      ((hit.from - draft.to <= reach && segmentsAgree(draft, hit)) || isBehindRemark(draft, hit)) &&
      !drafts.some((other) => isBetween(other, draft.to, hit.from) && other.kind === 'office'),
  );
  // "…, says Baku": in English only behind a comma.
  const isInverted = words.some(
    (hit) =>
      hit.to === draft.from &&
      (hit.group === 'say' || (language === 'fr' && hit.group === 'denial')) &&
      (language !== 'en' ||
        (hit.from > sentence.from && segmentAt(sentence, hit.from - 1) !== segmentAt(sentence, hit.from))),
  );
  return follows || isInverted;
}

/** "Armenia, however, denied", "Баку, в свою очередь, обвинил": nobody else is named between the two commas. */
function isBehindRemark({ sentence, to }: Draft, word: Hit): boolean {
  const length = word.from - to;
  const first = segmentAt(sentence, to - 1);
  if (length < 1 || length > MAX_REMARK || segmentAt(sentence, word.from) !== first + 2) return false;
  if (segmentAt(sentence, to) !== first + 1 || segmentAt(sentence, word.from - 1) !== first + 1) return false;
  return !sentence.hits.some(
    (hit) => hit.from >= to && hit.to <= word.from && (hit.kind === 'party' || hit.kind === 'speaker'),
  );
}

/** The verb closes the sentence: its subject is the first bare name of the clause, or stands alone behind it ("…, ამბობს ბაქო"). */
function speaksBeforeLastVerb(draft: Draft, words: readonly Hit[], drafts: readonly Draft[]): boolean {
  const { sentence } = draft;
  const segment = segmentAt(sentence, draft.from);
  if (words.some((hit) => hit.group === 'say' && hit.to === draft.from && segmentAt(sentence, hit.from) === segment))
    return true;
  const clause = clauseAt(sentence, draft.from);
  const subjects = drafts.filter((other) => other.sentence === sentence && other.role === 'subject');
  const first = subjects.find((other) => clauseAt(sentence, other.from) === clause);
  const firstHere = subjects.find((other) => segmentAt(sentence, other.from) === segment);
  if (first !== draft && firstHere !== draft) return false;
  // An office or a person between a name and the verb is who speaks.
  const isOffices = (hit: Hit): boolean =>
    subjects.some((other) => other.kind !== 'party' && other.from >= draft.to && other.to <= hit.from);
  return words.some(
    (hit) => hit.from >= draft.to && !isOffices(hit) && (first === draft || segmentAt(sentence, hit.from) === segment),
  );
}

/** The word behind a verb, a helping verb left out: "…, նշել է նա". */
function wordBehind(sentence: Sentence, verb: Hit): string | undefined {
  const [next, afterNext] = sentence.scan.tokens.slice(verb.to, Math.min(sentence.to, verb.to + 2));
  return next !== undefined && next.text.length <= 2 && afterNext !== undefined ? afterNext.text : next?.text;
}

/** "…, հայտնում է ՊՆ-ն": ", Müdafiə Nazirliyi bildirib": the word of saying behind a comma belongs to whoever stands there. */
function isTakenBehind(reading: Reading, draft: Draft, word: Hit, drafts: readonly Draft[]): boolean {
  const { sentence } = draft;
  // "Armenia, meanwhile, blames Azerbaijan": behind a verb of blame stands who is blamed.
  if (word.group === 'blame' && VERB_SECOND.has(reading.input.language)) return false;
  const segment = segmentAt(sentence, word.from);
  if (word.from < draft.to || segment === segmentAt(sentence, draft.to - 1)) return false;
  // "…, заявили в Ереване", "…, հայտնում են Երևանից": a capital that closes the sentence.
  const isClosing = drafts.some(
    (other) =>
      other !== draft &&
      other.sentence === sentence &&
      (other.role === 'place' || other.role === 'origin') &&
      other.to === sentence.to &&
      other.from >= word.to &&
      other.from - word.to <= 2,
  );
  if (isClosing && (word.group === 'say' || word.group === 'assertion')) return true;
  return drafts.some(
    (other) =>
      other !== draft &&
      other.sentence === sentence &&
      other.role === 'subject' &&
      segmentAt(sentence, other.from) === segment &&
      ((other.from <= word.from && (other.kind === 'office' || word.from - other.to <= 1)) ||
        (other.from >= word.to &&
          other.from - word.to <= 1 &&
          // An ending behind a hyphen is a word of its own: "ՊՆ-ն".
          (other.kind !== 'party' || other.to + 1 >= sentence.to || segmentAt(sentence, other.to + 1) !== segment))),
  );
}

/** "According to Baku", "Ermenistan'a göre": the words for "according to" stand right beside the name. */
function isAccordingTo(draft: Draft, words: readonly Hit[]): boolean {
  if (draft.role !== 'target') return false;
  const { tokens } = draft.sentence.scan;
  return words.some(
    (hit) =>
      hit.group === 'say' &&
      ((hit.to === draft.from && hit.to - hit.from > 1) ||
        (hit.from === draft.to && hit.to - hit.from === 1 && (tokens[hit.from]?.text.length ?? 9) <= 4)),
  );
}

function segmentsAgree(draft: Draft, hit: Hit): boolean {
  return Math.abs(segmentAt(draft.sentence, hit.from) - segmentAt(draft.sentence, draft.from)) <= 1;
}

/** "The Armenian side says", "Ermənistan tərəfi bildirib". */
function isAdjectivalVoice({ grammar, input: { language } }: Reading, draft: Draft, words: readonly Hit[]): boolean {
  // "The Armenian army reports": the word of saying stands right behind the army.
  const army = hitsOf(draft.sentence, 'unit').find((hit) => hit.from === draft.to);
  // "Ermeni keskin nişancıyı suçladı": an army in the accusative is spoken of.
  const isObject = /[yn][ıiuü]$/u.test(draft.sentence.scan.tokens[(army?.to ?? 0) - 1]?.text ?? '');
  if (army !== undefined && !(TURKIC.has(language) && isObject) && words.some((hit) => hit.from === army.to))
    return true;
  const noun = draft.sentence.scan.tokens[draft.to]?.text;
  if (!grammar.sideNouns(noun) && !grammar.mediaNouns(noun)) return false;
  // "…, ამბობს ერევანი": that word of saying belongs to the name behind it.
  const isTaken = (hit: Hit): boolean =>
    draft.sentence.hits.some(
      (other) => other.kind === 'party' && other.from === hit.to && other.to === draft.sentence.to,
    );
  return words.some((hit) => hit.from >= draft.to && hit.from - draft.to <= 12 && !isTaken(hit));
}
