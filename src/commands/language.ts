import { loadLanguageConfig } from '../config/language-config.ts';
import { describeProblem } from '../config/problem.ts';
import { createDetector } from '../language/detect.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { mapNdjson, textOf } from './ndjson.ts';

/** `language`: `{id, text, feedLanguage?}` to `{id, language, confidence, script, runnerUp}`, one line each. */
export async function run(_options: Readonly<Record<string, never>>, io: CommandIo): Promise<ExitCode> {
  const config = await loadLanguageConfig(io.env['CONFIG_DIR'] || 'config');
  if (config.kind === 'invalid') {
    io.stderr.write(`${config.problems.map(describeProblem).join('\n')}\n`);
    return 1;
  }
  const detector = createDetector(config.languages, config.settings.language);
  return mapNdjson(io, (row) => {
    const found = detector.detect(textOf(row['text']), { feedLanguages: languagesOf(row['feedLanguage']) });
    return {
      id: row.id,
      language: found.language,
      confidence: found.confidence,
      script: found.script,
      runnerUp: found.runnerUp ?? null,
    };
  });
}

/** Languages a feed declares in an input line: one tag or a list of tags; anything else is none. */
export function languagesOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((tag) => typeof tag === 'string').flatMap((tag) => tag.toLowerCase().split('-')[0] ?? []);
}
