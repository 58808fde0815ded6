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

/** The script that most letters of a text are in. Linear in the length of the text. */
export function dominantScript(text: string): ScriptCount {
  const counts = new Map<string, number>();
  let total = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x41 || (code > 0x5a && code < 0x61) || (code > 0x7a && code < 0xc0)) continue;
    const script = scriptOf(code);
    if (script === undefined || (code > 0x7a && !LETTER.test(text.charAt(i)))) continue;
    const weight = script === 'Latn' ? LATIN_WEIGHT : 1;
    counts.set(script, (counts.get(script) ?? 0) + weight);
    total += weight;
  }
  let best = 'Zyyy';
  for (const [script, count] of counts) if (count > (counts.get(best) ?? 0)) best = script;
  // Japanese mixes Han characters with its own.
  if (best === 'Hani' && counts.has('Jpan')) best = 'Jpan';
  return { script: best, share: total === 0 ? 0 : (counts.get(best) ?? 0) / total };
}

function scriptOf(code: number): string | undefined {
  for (const [first, last, script] of RANGES) if (code >= first && code <= last) return script;
  return undefined;
}
