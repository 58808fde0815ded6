import type { LanguageTag } from '../domain/language.ts';
import type { Sentence } from './reading.ts';

/** What the ending or the preposition of a name says about its part in the sentence. */
export type Role = 'subject' | 'pair' | 'attribute' | 'genitive' | 'object' | 'place' | 'origin' | 'source' | 'target';

interface Word {
  readonly text: string;
  readonly before: string;
  readonly beforeThat: string;
  /** What stands in the text right after the word, as published. */
  readonly after: string;
  /** What stands right before it. */
  readonly lead: string;
  /** Written with a small first letter. */
  readonly isSmall: boolean;
  /** The next word. */
  readonly next: string;
  /** It opens its sentence, clause or segment. */
  readonly isFirst: boolean;
}

/** Reads the part of a name (tokens `from` to `to`) from endings and prepositions; `subject` where nothing speaks against it. */
export function roleOf(language: LanguageTag, sentence: Sentence, from: number, to: number): Role {
  const { tokens, text } = sentence.scan;
  const first = tokens[from];
  // "Ermənistan tərəfinin": the ending stands on the word for "side".
  const last = isSideWord(tokens[to]?.text) && to < sentence.to ? tokens[to] : tokens[to - 1];
  if (first === undefined || last === undefined) return 'subject';
  if (/^(qui|which|who|который|которая|которое)$/u.test(tokens[to]?.text ?? '')) return 'subject';
  if (isPair(sentence, from, to)) return 'pair';
  const word: Word = {
    text: last.text,
    before: from > sentence.from ? (tokens[from - 1]?.text ?? '') : '',
    beforeThat: from > sentence.from + 1 ? (tokens[from - 2]?.text ?? '') : '',
    after: text.slice(last.end, last.end + 5),
    lead: text.slice(Math.max(0, first.start - 3), first.start),
    isSmall: /^\p{Ll}/u.test(text.slice(first.start, first.start + 2)),
    next: to < sentence.to ? (tokens[to]?.text ?? '') : '',
    isFirst:
      from === sentence.from || sentence.segments[from - sentence.from] !== sentence.segments[from - 1 - sentence.from],
  };
  const reader = READERS[language];
  return reader === undefined ? 'subject' : reader(word);
}

/** "Armenia-Azerbaijan", "армяно-азербайджанский": two names in one word take no part each. */
function isPair(sentence: Sentence, from: number, to: number): boolean {
  const { text } = sentence.scan;
  const isName = (hit: { kind: string; from: number; to: number }): boolean =>
    (hit.kind === 'party' || hit.kind === 'place') && (hit.from === to || hit.to === from);
  // "ղարաբաղա-ադրբեջանական", "the border with Azerbaijan": part of a place's name.
  if (sentence.hits.some((hit) => hit.kind === 'place' && hit.from < from && hit.to >= to)) return true;
  return sentence.hits.some((hit) => {
    if (!isName(hit)) return false;
    const [left, right] = hit.from === to ? [to - 1, hit.from] : [hit.to - 1, from];
    return text.slice(sentence.scan.tokens[left]?.end, sentence.scan.tokens[right]?.start) === '-';
  });
}

/** "Side", "camp": the noun that turns an adjective into a party. */
export function isSideWord(word: string | undefined): boolean {
  return word !== undefined && /^(side|camp|сторон|կողմ|tərəf|taraf|მხარე|მხარის|cote|partie|طرف)/u.test(word);
}

const READERS: Readonly<Record<string, (word: Word) => Role>> = {
  hy: armenian,
  az: azerbaijani,
  tr: turkish,
  ru: russian,
  en: english,
  fr: french,
  ka: georgian,
  fa: persian,
};

function armenian({ text }: Word): Role {
  if (/(թյան|թեան)$/u.test(text)) return 'genitive';
  if (/(ական|եան|ացի|յան)$/u.test(text)) return 'attribute';
  if (/ից$/u.test(text)) return 'origin';
  if (/ում$/u.test(text)) return 'place';
  if (/(ին|ուն)$/u.test(text) && !/(բաքուն|բանակն)$/u.test(text)) return 'object';
  if (/[ըն]$/u.test(text)) return 'subject';
  if (/(ի|վի|ուի|ու|ոյ|եան)$/u.test(text) && !/^(բաքու|պաքու)$/u.test(text)) return 'genitive';
  return /^(հայ|հհ|լղհ|ահ|ռդ)$/u.test(text) ? 'attribute' : 'subject';
}

function azerbaijani({ text, after }: Word): Role {
  const ending = /^[-'’]([a-zəıöüğşç]+)/iu.exec(after)?.[1] ?? '';
  const whole = text + ending;
  if (/(dan|dən|ndan|ndən)$/u.test(whole)) return 'origin';
  if (/(da|də|nda|ndə)$/u.test(whole)) return 'place';
  if (/(nin|nun|nün|in|un|ün)$/u.test(whole)) return 'genitive';
  if (/(ya|yə|na|nə|a|ə)$/u.test(whole) && !/^(baki|erməni)$/u.test(whole)) return 'target';
  if (/^(erməni|azəri|rus)$/u.test(whole)) return 'attribute';
  if (/(ni|nu|nü|si|su)$/u.test(whole) && !/^baki$/u.test(whole))
    return /(ni|nu|nü)$/u.test(whole) && !/ermən/u.test(whole) ? 'object' : 'subject';
  return 'subject';
}

function turkish({ text, after }: Word): Role {
  const ending = /^['’`]([a-zıöüğşç]+)/iu.exec(after)?.[1]?.toLowerCase().replaceAll('ı', 'i') ?? '';
  if (/^(nin|nun|nün|in|un|ün)/u.test(ending)) return 'genitive';
  if (/^(dan|den|tan|ten)/u.test(ending)) return 'origin';
  if (/^(da|de|ta|te)/u.test(ending)) return 'place';
  if (/^(ya|ye|a|e)$/u.test(ending)) return 'target';
  if (/^(yi|yu|yü|i|u|ü)$/u.test(ending)) return 'object';
  if (/(nin|nün)$/u.test(text)) return 'genitive';
  return /^(ermeni|azeri|rus)$/u.test(text) ? 'attribute' : 'subject';
}

function russian({ text, before }: Word): Role {
  if (/^(в|во|на)$/u.test(before)) return 'place';
  if (/^(из|от|с|со|у)$/u.test(before)) return 'origin';
  if (/^(против|по|к|ко)$/u.test(before)) return 'target';
  if (/ск(ий|ая|ое|ие|ого|ой|их|ую|им|ими|ому|ом|ою)$/u.test(text)) return 'attribute';
  if (text === 'сторона') return 'subject';
  if (/^(баку|сша|оон|ес|обсе|мид|тбилиси)$/u.test(text)) return 'subject';
  if (/^(армению|россию|турцию)$/u.test(text)) return 'object';
  if (/(ии|на|ана|ени|ов|ян)$/u.test(text) && !/^(армяне|азербайджан|ереван|иран|тегеран)$/u.test(text))
    return 'genitive';
  if (/(ану|ии)$/u.test(text)) return 'target';
  return 'subject';
}

function english({ text, before, beforeThat, after, next }: Word): Role {
  if (/^['’]s?/u.test(after)) return 'genitive';
  const lead = before === 'the' ? beforeThat : before;
  const isAdjective =
    /(ian|eri|jani|ish|istani|ench)$/u.test(text) && next !== '' && !/^(and|or|said|says)$/u.test(next);
  if (isAdjective && /^(in|of|after|during|from)$/u.test(lead)) return 'attribute';
  if (/^(of)$/u.test(lead)) return 'genitive';
  if (/^(in|inside|near|within|over)$/u.test(lead)) return 'place';
  if (/^(from)$/u.test(lead)) return 'origin';
  if (/^(against|at|on|into|towards|toward|upon|to)$/u.test(lead)) return 'target';
  if (/^(with|between|for|under|about)$/u.test(lead)) return 'object';
  if (/(ians|eris|janis)$/u.test(text)) return 'subject';
  return /(ian|eri|jani|ish|istani|ench)$/u.test(text) ? 'attribute' : 'subject';
}

function french({ before, beforeThat, lead, isSmall }: Word): Role {
  if (/d['’]$/iu.test(lead)) return 'genitive';
  const article = /^(la|le|les|l)$/u;
  const word = article.test(before) ? beforeThat : before;
  if (/^(de|du|des)$/u.test(word)) return 'genitive';
  if (/^(contre|vers|sur|a|au|aux)$/u.test(word)) return 'target';
  if (/^(en|dans)$/u.test(word)) return 'place';
  if (/^(depuis)$/u.test(word)) return 'origin';
  if (/^(avec|entre)$/u.test(word)) return 'object';
  // Adjectives are written small: "arménien" beside "un Arménien".
  if (isSmall && !/^(qui)$/u.test(before)) return 'attribute';
  return 'subject';
}

function georgian({ text }: Word): Role {
  if (/(ული|ულმა|ულ|ური|ურ|ურმა|ულის|ურის|ელი|ელმა|სომეხ|სომეხი|სომეხმა|იდან)$/u.test(text))
    return /იდან$/u.test(text) ? 'origin' : 'attribute';
  if (/მა$/u.test(text)) return 'subject';
  if (/(ში|ზე|თან)$/u.test(text)) return 'place';
  if (/დან$/u.test(text)) return 'origin';
  if (/ის$/u.test(text)) return 'genitive';
  if (/ს$/u.test(text)) return 'object';
  return 'subject';
}

function persian({ before, beforeThat, text, next, isFirst }: Word): Role {
  const lead = before === 'جمهوری' ? beforeThat : before;
  if (/^(از)$/u.test(lead)) return 'source';
  if (/^(به|علیه|بر)$/u.test(lead)) return 'target';
  if (/^(در)$/u.test(lead)) return 'place';
  if (/^(با|میان|بین)$/u.test(lead)) return 'object';
  if (next === 'را' && !/ی$/u.test(text)) return 'object';
  // A name inside a sentence belongs to the noun before it.
  if (!isFirst && !/^(و|اما|که|ولی|جمهوری)$/u.test(before)) return /ی$/u.test(text) ? 'attribute' : 'genitive';
  return 'subject';
}

/** True when a word for people stands in the plural (or in a form that may be one); a singular one without a number means one. */
export function isPlural(language: LanguageTag, word: string): boolean {
  return PLURALS[language]?.test(word) ?? true;
}

const PLURALS: Readonly<Record<string, RegExp>> = {
  hy: /(եր|երը|երն|երի|երին|երից|երով|իկ|իկը|այք|անց|ներս)$/u,
  az: /(lar|lər)/u,
  tr: /(lar|ler)/u,
  ru: /(ие|ых|их|ими|ыми|ым|им|ы|и|ов|ей|ам|ами|ах|ям|ями|ях|цы|ане|ане|аны|ян|ане)$/u,
  en: /(s|men|people|children|women|personnel|troops?)$/u,
  fr: /(s|x)$/u,
  ka: /(ები|ებმა|ებს|ების|ებით|ებზე|ებ)$/u,
  fa: /(ان|ها|های|هایی|ین|یان)$/u,
};

/** True for "our soldiers" written as one word. */
export function isOurs(language: LanguageTag, word: string): boolean {
  return (language === 'az' || language === 'tr') && /[iuü]m[iuü]z/u.test(word);
}

/** True for "his own, its own", which point back to the subject of the clause; `next` is the word behind it. */
export function isReflexive(language: LanguageTag, word: string, next: string): boolean {
  if (language === 'en')
    return /^(its|their|his)$/u.test(word) && /^(own|soldier|troop|service|men|fighter)/u.test(next);
  return REFLEXIVES[language]?.test(word) ?? false;
}

const REFLEXIVES: Readonly<Record<string, RegExp>> = {
  hy: /^(իր|իրենց|իւր|իրենց)$/u,
  ru: /^(своего|своих|своем|своей|своими|своим|свои|свой)$/u,
  az: /^(öz|özünün)$/u,
  tr: /^(kendi)$/u,
  ka: /^(თავისი|თავის|საკუთარი)$/u,
  fa: /^(خود|خویش)$/u,
  fr: /^(ses|leurs)$/u,
};

/** True when the words speak of "us": a pronoun, or the Turkic ending. */
export function isFirstPerson(language: LanguageTag, words: readonly string[]): boolean {
  return words.some(
    (word) =>
      isOurs(language, word) ||
      /^(our|ours|we|наш\p{L}{0,3}|мы|мой|մեր|մերոնք|ունենք|մենք|bizim|biz|nos|notre|nous|ჩვენ\p{L}{0,3}|ما|مان)$/u.test(
        word,
      ),
  );
}
