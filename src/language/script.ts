/** Letters of one script in a text, weighted. */
export interface ScriptCount {
  /** ISO 15924, for example `Armn`; `Zyyy` when the text has no letters. */
  readonly script: string;
  /** Share of the weighted letters, 0 to 1. */
  readonly share: number;
}

/** First and last letter of each script, in code units. */
const RANGES: readonly (readonly [first: number, last: number, script: string])[] = [
  [0x41, 0x24f, 'Latn'],
  [0x250, 0x2af, 'Latn'],
  [0x370, 0x3ff, 'Grek'],
  [0x400, 0x52f, 'Cyrl'],
  [0x531, 0x58f, 'Armn'],
  [0x590, 0x5ff, 'Hebr'],
  [0x600, 0x6ff, 'Arab'],
  [0x750, 0x77f, 'Arab'],
  [0x8a0, 0x8ff, 'Arab'],
  [0x900, 0x97f, 'Deva'],
  [0x980, 0xdff, 'Zzzz'],
  [0xe00, 0xe7f, 'Thai'],
  [0xe80, 0x109f, 'Zzzz'],
  [0x10a0, 0x10ff, 'Geor'],
  [0x1100, 0x11ff, 'Hang'],
  [0x1200, 0x1c8f, 'Zzzz'],
  [0x1c90, 0x1cbf, 'Geor'],
  [0x1e00, 0x1eff, 'Latn'],
  [0x1f00, 0x1fff, 'Grek'],
  [0x2d00, 0x2d2f, 'Geor'],
  [0x3040, 0x30ff, 'Jpan'],
  [0x3400, 0x9fff, 'Hani'],
  [0xac00, 0xd7af, 'Hang'],
  [0xfb13, 0xfb17, 'Armn'],
  [0xfb50, 0xfdff, 'Arab'],
  [0xfe70, 0xfefc, 'Arab'],
];

// Names of people, weapons and agencies stand in Latin letters inside Armenian or Russian text, seldom the other way round.
const LATIN_WEIGHT = 0.35;

const LETTER = /\p{L}/u;

const SCRIPTS = [...new Set(RANGES.map(([, , script]) => script))];

// What each code unit is, worked out at its first sight: 0 not seen yet, 1 no letter, else the script's index and 2.
const seen = new Uint8Array(0x10000);
const NO_LETTER = 1;

/** The script that most letters of a text are in. Linear in the length of the text. */
export function dominantScript(text: string): ScriptCount {
  const counts = new Float64Array(SCRIPTS.length);
  let total = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === NO_LETTER) continue;
    const weight = SCRIPTS[kind - 2] === 'Latn' ? LATIN_WEIGHT : 1;
    counts[kind - 2] = (counts[kind - 2] ?? 0) + weight;
    total += weight;
  }
  if (total === 0) return { script: 'Zyyy', share: 0 };
  let best = 0;
  for (let i = 1; i < counts.length; i++) if ((counts[i] ?? 0) > (counts[best] ?? 0)) best = i;
  const share = (counts[best] ?? 0) / total;
  // Japanese mixes Han characters with its own.
  const isJapanese = SCRIPTS[best] === 'Hani' && (counts[SCRIPTS.indexOf('Jpan')] ?? 0) > 0;
  return { script: isJapanese ? 'Jpan' : (SCRIPTS[best] ?? 'Zyyy'), share };
}

function kindOf(code: number): number {
  const known = seen[code] ?? NO_LETTER;
  if (known !== 0) return known;
  const script = LETTER.test(String.fromCharCode(code)) ? scriptOf(code) : undefined;
  const kind = script === undefined ? NO_LETTER : SCRIPTS.indexOf(script) + 2;
  seen[code] = kind;
  return kind;
}

function scriptOf(code: number): string | undefined {
  for (const [first, last, script] of RANGES) if (code >= first && code <= last) return script;
  return undefined;
}
