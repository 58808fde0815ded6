import { setImmediate as breathe } from 'node:timers/promises';
import { stringify } from 'yaml';
import { understandRow } from '../commands/answer.ts';
import { rowOfItem } from '../commands/kept-items.ts';
import type { Config } from '../config/load.ts';
import { lexiconFile } from '../config/schema/lexicon.ts';
import { lintLexicon } from '../lexicon/lint.ts';
import type { CueDraft, CueTrial } from '../ops/console/ports.ts';
import { backtest, type JudgedTwice } from '../quality/backtest.ts';
import { brokenSamples } from '../service/samples.ts';
import type { State } from '../service/state.ts';
import { createUnderstanding, type Understanding } from '../understanding.ts';

const DAY_MS = 86_400_000;
/** Items judged twice for one answer; older ones are left out and the page says how many were judged. */
const MOST_ITEMS = 5000;
const MOST_ROWS = 100;
/** The service polls and posts meanwhile: so many items, then others have their turn. */
const AT_ONCE = 25;

export interface TuningParts {
  readonly state: Pick<State, 'items'>;
  readonly config: Config;
  /** Of the configuration in force. */
  readonly understanding: Understanding;
  readonly now: number;
}

/** What a new or changed cue would have done to the kept items of the last days. Nothing is saved. */
export async function tryCue(draft: CueDraft, days: number, parts: TuningParts): Promise<CueTrial> {
  const { state, config, understanding: before, now } = parts;
  const lexicon = config.lexica.find((one) => one.language === draft.language);
  if (lexicon === undefined) return { kind: 'invalid', problems: [`there is no lexicon of "${draft.language}"`] };
  const { language: _language, group, ...fields } = draft;
  const cue = {
    id: fields.id,
    weight: fields.weight,
    any: fields.any,
    ...(fields.except.length > 0 && { except: fields.except }),
  };
  const groups = lexicon.groups as Readonly<Record<string, readonly { readonly id: string }[]>>;
  const parsed = lexiconFile.safeParse({
    ...lexicon,
    groups: { ...groups, [group]: [...(groups[group] ?? []).filter((one) => one.id !== draft.id), cue] },
  });
  if (!parsed.success) {
    return {
      kind: 'invalid',
      problems: parsed.error.issues.map((issue) => `${issue.path.slice(-2).join('.')}: ${issue.message}`),
    };
  }
  const candidate: Config = { ...config, lexica: config.lexica.map((one) => (one === lexicon ? parsed.data : one)) };
  const after = createUnderstanding(candidate);
  const kept = await state.items.recent({ limit: MOST_ITEMS, sinceMs: now - days * DAY_MS });
  const judged: JudgedTwice[] = [];
  const known = new Set<string>(config.lexica.map((one) => one.language));
  // A cue speaks to texts of its language only, and to those of which nobody knows the language.
  const concerned = kept.filter(({ item }) => item.language === draft.language || !known.has(item.language));
  for (const [index, record] of concerned.entries()) {
    const row = rowOfItem(record.item);
    const old = understandRow(row, before, config);
    judged.push({
      id: row.id,
      title: row.title,
      language: old.language.language,
      before: old.classification,
      after: understandRow(row, after, candidate).classification,
    });
    if (index % AT_ONCE === 0) await breathe();
  }
  const result = backtest(judged);
  const broken = brokenSamples(candidate, after);
  await breathe();
  // What is broken in the files in force is not the draft's fault.
  const samples = config.samples.filter((sample) => broken.some((one) => one.title === sample.title));
  const brokenBefore = new Set(brokenSamples({ ...config, samples }, before).map((one) => one.title));
  const name = `${draft.language}/${group}/${draft.id}`;
  return {
    kind: 'tried',
    days,
    items: kept.length,
    counts: result.counts,
    rows: result.rows.slice(0, MOST_ROWS).map((row) => ({
      id: row.id,
      title: row.title,
      language: row.language,
      effect: row.effect,
      before: `${row.before.decision} ${row.before.label}`,
      after: `${row.after.decision} ${row.after.label}`,
      gained: row.gained,
      lost: row.lost,
    })),
    brokenSamples: broken
      .filter((one) => !brokenBefore.has(one.title))
      .map((one) => `${one.title}: wanted ${one.wanted}, got ${one.answered}`),
    warnings: lintLexicon(parsed.data, candidate)
      .filter((warning) => warning.cue === name)
      .map((warning) => warning.message),
    yaml: `# lexicon/${draft.language}.yaml\n${stringify({ groups: { [group]: [cue] } }, { flowCollectionPadding: false })}`,
  };
}
