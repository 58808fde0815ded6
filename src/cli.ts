#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { messageOf } from './commands/file-error.ts';
import type { CommandIo, ExitCode } from './commands/io.ts';
import { keepCompiledCode } from './compile-cache.ts';

// Every time shown names its zone. Where clocks are set back in autumn, a scheduler that reckons in the machine's zone would stand still for the hour that comes
// twice.
process.env['TZ'] = 'UTC';
keepCompiledCode();

const io: CommandIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  isTerminal: process.stdout.isTTY === true,
};

const CONTRACT = `
Commands with "NDJSON" read one JSON object a line on standard input and write one line each, in the same order,
on standard output; diagnostics go to standard error. A line that is no JSON object, or lacks "id", gives
{"id": null, "error": {"reason", "message"}} in its place and exit code 1 at the end.

Exit codes: 0 done · 1 bad data, or a check failed · 2 wrong usage.
Environment: DISCORD_TOKEN DISCORD_API_BASE REDIS_URL CONFIG_DIR DATA_DIR PORT PUBLIC_URL CONSOLE_TOKEN LOG_LEVEL
(each secret also as NAME_FILE, the path of a file that holds it).`;

/** Each command loads its own room when it is called: \`classify\` must not pay for discord.js. */
const program = new Command('ceasefire-monitor')
  .description(
    'Reads news feeds of a conflict in eight languages, merges reports into incidents, and alerts on Discord.',
  )
  .version(versionOf(new URL('../package.json', import.meta.url)))
  .addHelpText('after', CONTRACT)
  .showHelpAfterError('(ceasefire-monitor --help lists the commands)')
  .exitOverride();

program
  .command('run')
  .description('the service: polls, alerts, answers commands')
  .option('--roles <list>', 'poll,deliver,commands,ops (default: all)', listOf('poll', 'deliver', 'commands', 'ops'))
  .option('--dry-run', 'show what would be posted, post nothing')
  .action(async (options) => end((await import('./commands/run.ts')).run(options, io)));

program
  .command('demo')
  .description('the whole pipeline on bundled sample feeds, with a private Redis; alerts appear in the terminal')
  .option('--serve', 'keep running after the summary, with the console at PORT')
  .option('--story <dir>', 'another story: a folder with story.yaml and, for another theatre, config/')
  .action(async (options) => end((await import('./commands/demo.ts')).run(options, io)));

program
  .command('replay')
  .description('feed files or item NDJSON through the whole pipeline')
  .argument('<path...>', 'files or folders')
  .option(
    '--at <clock>',
    "recorded: the items' own times; now: as if all arrived now",
    choice('recorded', 'now'),
    'recorded',
  )
  .option('--sink <sink>', 'console, discord or none', choice('console', 'discord', 'none'), 'console')
  .option('--items <out>', 'write what became of every item to this file, one JSON object a line')
  .action(async (paths: string[], options) =>
    end((await import('./commands/replay.ts')).run({ ...options, paths }, io)),
  );

program
  .command('parse')
  .description('bytes of feeds -> items, NDJSON out; "-" reads standard input')
  .argument('<file...>', 'feed files, or -')
  .option('--url <url>', 'address the feed came from, for relative links')
  .option('--content-type <type>', 'Content-Type header it came with')
  .action(async (files: string[], options) =>
    end((await import('./commands/parse.ts')).run({ ...options, files }, io)),
  );

program
  .command('language')
  .description('NDJSON {id, text, feedLanguage?} -> {id, language, confidence, script, runnerUp}')
  .action(async () => end((await import('./commands/language.ts')).run({}, io)));

program
  .command('classify')
  .description(
    'NDJSON {id, title, summary?, publishedAt?, outlet?, side?, feedLanguage?} -> label, score, decision, who, where, how many, evidence',
  )
  .action(async () => end((await import('./commands/classify.ts')).run({}, io)));

program
  .command('incidents')
  .description('NDJSON of items in order of arrival -> {id, incident, change, reason}')
  .option('--incidents <out>', 'write the final incident records to this file, one a line')
  .action(async (options) => end((await import('./commands/incidents.ts')).run(options, io)));

program
  .command('explain')
  .description('why an item was posted or not, stage by stage')
  .argument('<text-or-url...>', 'a headline, or the address of an item the service has seen')
  .option('--summary <text>', 'summary beside the headline')
  .option('--side <party>', 'home side of the outlet')
  .option('--published <iso>', 'when it was published')
  .option('--json', 'the same as one JSON object')
  .action(async (words: string[], options) =>
    end((await import('./commands/explain.ts')).run({ ...options, text: words.join(' ') }, io)),
  );

program
  .command('eval')
  .description('precision, recall and F1 by label and language, extraction and incident scores, confusions')
  .argument('<gold...>', 'labelled NDJSON files')
  .option('--json', 'figures as JSON')
  .option('--misses', 'list the misses')
  .action(async (files: string[], options) => end((await import('./commands/eval.ts')).run({ ...options, files }, io)));

program
  .command('backtest')
  .description('what a candidate configuration would add, drop and change')
  .argument('[file...]', 'item NDJSON; without files the last days kept in Redis')
  .requiredOption('--config <dir>', 'candidate configuration folder (required)')
  .option('--days <n>', 'how many days to look back', wholeNumber)
  .action(async (files: string[], options) =>
    end((await import('./commands/backtest.ts')).run({ ...options, files }, io)),
  );

const lexicon = program.command('lexicon').description('how well the cues work: coverage, suggest');
lexicon
  .command('coverage')
  .description('cues that never fire, or fire only on dropped items')
  .argument('<gold...>', 'item NDJSON')
  .action(async (files: string[]) => end((await import('./commands/lexicon.ts')).coverage({ files }, io)));
lexicon
  .command('suggest')
  .description('words that would separate misses from hits')
  .argument('<gold...>', 'labelled NDJSON')
  .option('--top <n>', 'how many a language', wholeNumber, 15)
  .action(async (files: string[], options) =>
    end((await import('./commands/lexicon.ts')).suggest({ ...options, files }, io)),
  );

program
  .command('label')
  .description('asks one uncertain item at a time and adds the answer to the feedback file')
  .argument('[file...]', 'item NDJSON; without files the last days kept in Redis')
  .option('--days <n>', 'how many days to look back', wholeNumber)
  .option('--out <file>', 'feedback file (default: feedback.jsonl in the data folder)')
  .action(async (files: string[], options) =>
    end((await import('./commands/label.ts')).run({ ...options, files }, io)),
  );

program
  .command('check')
  .description('configuration, lexicon warnings, samples; each problem with file:line:column')
  .argument('[dir]', 'configuration folder (default: CONFIG_DIR, else config)')
  .option('--all', 'list cues that match everyday words, too')
  .action(async (dir: string | undefined, options) =>
    end((await import('./commands/check.ts')).run({ ...options, ...(dir !== undefined && { dir }) }, io)),
  );

program
  .command('feeds')
  .description('fetches every configured feed once and prints a health table')
  .option('--json', 'one JSON object a feed')
  .action(async (options) => end((await import('./commands/feeds.ts')).run(options, io)));

program
  .command('status')
  .description('feeds, queues, set-aside items, last deliveries of a running service')
  .option('--json', 'the same as one JSON object')
  .action(async (options) => end((await import('./commands/status.ts')).run(options, io)));

program
  .command('hold')
  .description('holds all alerts, in every process; they wait and nothing is lost')
  .requiredOption('--reason <text>', 'why, shown wherever the hold is told (required)')
  .action(async (options) => end((await import('./commands/hold.ts')).hold(options, io)));

program
  .command('release')
  .description('lets held alerts go')
  .action(async () => end((await import('./commands/hold.ts')).release(io)));

program
  .command('export')
  .description('incident records out, with ACLED- and UCDP-like columns')
  .requiredOption('--from <day>', 'first day, for example 2026-11-01 (required)')
  .requiredOption('--to <day>', 'last day, inclusive (required)')
  .option('--format <format>', 'csv, json, geojson or daily', choice('csv', 'json', 'geojson', 'daily'), 'csv')
  .action(async (options) => end((await import('./commands/export.ts')).run(options, io)));

program
  .command('join')
  .description('joins incident B into incident A by hand; later reports follow')
  .argument('<a>')
  .argument('<b>')
  .requiredOption('--reason <text>', 'why, for the log (required)')
  .option('--undo', 'take an earlier join back')
  .action(async (a: string, b: string, options) =>
    end((await import('./commands/join.ts')).run({ ...options, a, b }, io)),
  );

program
  .command('split')
  .description('moves items of an incident into one of their own by hand')
  .argument('<id>')
  .argument('<item...>')
  .requiredOption('--reason <text>', 'why, for the log (required)')
  .option('--undo', 'take an earlier split back')
  .action(async (id: string, items: string[], options) =>
    end((await import('./commands/split.ts')).run({ ...options, id, items }, io)),
  );

program
  .command('withdraw')
  .description('takes the alert of an incident back by hand; it is struck through wherever it stands')
  .argument('<id>')
  .requiredOption('--reason <text>', 'why; subscribers read it (required)')
  .option('--undo', 'take an earlier withdrawal back')
  .action(async (id: string, options) => end((await import('./commands/withdraw.ts')).run({ ...options, id }, io)));

program
  .command('deploy-commands')
  .description('registers the slash commands when their definition changed')
  .option('--force', 'register even if unchanged')
  .action(async (options) => end((await import('./commands/deploy-commands.ts')).run(options, io)));

program
  .command('gallery')
  .description('renders sample alerts in all languages to one local HTML page')
  .option('--out <dir>', 'folder to write to', 'data/gallery')
  .action(async (options) => end((await import('./commands/gallery.ts')).run(options, io)));

function choice<T extends string>(...allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((candidate) => candidate === text);
    if (found === undefined) throw new InvalidArgumentError(`expected ${allowed.join(', ')}`);
    return found;
  };
}

function listOf<T extends string>(...allowed: readonly T[]): (text: string) => T[] {
  const one = choice(...allowed);
  return (text) => text.split(',').map((part) => one(part.trim()));
}

function versionOf(packageFile: URL): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}

async function end(result: Promise<ExitCode>): Promise<void> {
  process.exitCode = await result;
}

// A reader such as `head` may close the pipe early: that is an end, not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`ceasefire-monitor: ${messageOf(error)}\n`);
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exitCode = 1;
  }
}
