import type { Config } from '../config/load.ts';
import { createUnderstanding } from '../understanding.ts';
import { configOf } from './config.ts';
import { explainLines } from './explain-lines.ts';
import type { CommandIo, ExitCode } from './io.ts';

export interface ExplainOptions {
  readonly text: string;
  readonly summary?: string;
  readonly side?: string;
  readonly published?: string;
  readonly json?: boolean;
}

/** Tells stage by stage what the monitor makes of a headline, or what it made of an item that the service has seen. */
export async function run(options: ExplainOptions, io: CommandIo): Promise<ExitCode> {
  const config = await configOf(io);
  if (config === undefined) return 1;
  const problems = problemsOf(options, config);
  if (problems.length > 0) {
    io.stderr.write(`${problems.join('\n')}\n`);
    return 1;
  }
  if (/^https?:\/\/\S+$/.test(options.text))
    return (await import('./explain-url.ts')).explainUrl(options.text, options.json === true, config, io);
  const understood = createUnderstanding(config).understand({
    itemId: 'explain',
    title: options.text,
    summary: options.summary ?? '',
    ...(options.side !== undefined && { outletSide: options.side }),
    ...(options.published !== undefined && { publishedAt: options.published }),
    feedLanguages: [],
  });
  const placeName = (id: string) => config.places.places[id]?.name ?? id;
  if (options.json) {
    const { language, classification, extraction } = understood;
    io.stdout.write(`${JSON.stringify({ language, classification, extraction })}\n`);
  } else {
    io.stdout.write(`${explainLines(options.text, options.summary ?? '', understood, placeName, io).join('\n')}\n`);
  }
  return 0;
}

/** What of the question cannot be meant, with the remedy. */
function problemsOf({ text, side, published }: ExplainOptions, config: Config): readonly string[] {
  const parties = [...Object.keys(config.parties.parties), 'third'];
  return [
    ...(text.trim() === '' ? ['there is nothing to explain: give a headline, or the address of an item'] : []),
    ...(side === undefined || parties.includes(side) ? [] : [`--side ${side}: expected one of ${parties.join(', ')}`]),
    ...(published === undefined || !Number.isNaN(Date.parse(published))
      ? []
      : [`--published ${published}: expected a time such as 2026-11-21T10:00:00Z`]),
  ];
}
