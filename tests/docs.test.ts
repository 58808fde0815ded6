import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { feedsFile, outletsFile } from '../src/config/schema/feeds.ts';
import { lexiconFile } from '../src/config/schema/lexicon.ts';
import { routesFile } from '../src/config/schema/routes.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { runCli } from './support/cli.ts';

const PAGES = ['README.md', 'docs/operators.md', 'deploy/README.md', 'examples/line-of-control/README.md'];

/** Commands of the documentation that need neither Redis nor network are run as they stand. */
const RUNNABLE = /^(?:explain (?!https?:)|check\b|eval |lexicon |classify|language|parse)/;

interface Quoted {
  readonly page: string;
  /** What follows `npm run -s cli --`. */
  readonly command: string;
}

const quoted: Quoted[] = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/npm run -s cli -- ([^\n`|]+)/g)].flatMap(([, command = '']) =>
    command.startsWith('…') ? [] : [{ page, command: command.trim() }],
  ),
);

/** Words of a command line; quotes keep blanks together. */
function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inQuotes, plain]) => inQuotes ?? plain ?? '');
}

describe('the documentation', () => {
  let help = '';
  beforeAll(async () => {
    help = (await runCli(['--help'])).stdout;
  });

  it('quotes enough commands to be tested', () => {
    expect(quoted.length).toBeGreaterThan(15);
  });

  it('names only commands and options that exist', async () => {
    const known = new Set([...help.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name));
    const unknown: string[] = [];
    const helpOf = new Map<string, string>();
    for (const { page, command } of quoted) {
      const [name = '', ...rest] = words(command);
      if (name === '--help') continue;
      if (!known.has(name)) unknown.push(`${page}: ${command}`);
      const path = name === 'lexicon' ? [name, rest[0] ?? ''] : [name];
      const key = path.join(' ');
      if (!helpOf.has(key)) helpOf.set(key, (await runCli([...path, '--help'])).stdout);
      for (const option of rest.filter((word) => word.startsWith('--')))
        if (!helpOf.get(key)?.includes(option)) unknown.push(`${page}: ${command}: ${option}`);
    }
    expect(unknown).toEqual([]);
  });

  const runnable = [...new Set(quoted.map(({ command }) => command))].filter(
    (command) => RUNNABLE.test(command) && !/\bnext\b|data\/|items\.jsonl|…/.test(command),
  );
  it.each(runnable)('%s does what the page says', async (command) => {
    const { exitCode, stdout, stderr } = await runCli(words(command));
    expect(stderr).not.toMatch(/error|problem/i);
    expect(stdout).not.toBe('');
    // A lexicon that is being worked on may break a sample for an hour: `check` then says so, as it should.
    if (!/^check$/.test(command)) expect(exitCode).toBe(0);
  });

  it("walks the operators' example through as the page tells it", async () => {
    const page = readFileSync('docs/operators.md', 'utf8');
    const headline = /other -> clash: (.+)/.exec(page)?.[1] ?? '';
    const { stdout } = await runCli(['explain', headline]);
    expect(stdout).toMatch(/Label +other/);
    expect(stdout).toMatch(/Decision +drop: no cue of any label/);
    const scored = await runCli(['eval', '--misses', 'examples/tuning/gold.jsonl']);
    expect(scored.stdout).toContain('14 labelled rows');
    expect(scored.stdout).toContain(headline);
  });

  it('shows pieces of configuration that the schemas take', () => {
    const page = readFileSync('docs/operators.md', 'utf8');
    const pieces = [...page.matchAll(/^ *```yaml\n([\s\S]*?)^ *```/gm)].map(([, text = '']) => text);
    const read = pieces.map((text) => parse(text) as Record<string, unknown>);
    const routes = read.find((piece) => 'routes' in piece);
    expect(routesFile.safeParse(routes).error).toBeUndefined();
    const cues = read.find((piece) => 'groups' in piece);
    expect(lexiconFile.safeParse({ language: 'hy', ...cues }).error).toBeUndefined();
    const feeds = read.find((piece) => Array.isArray(piece));
    expect(feedsFile.safeParse({ feeds }).error).toBeUndefined();
    const outlets = read.find((piece) => 'sahman-lur' in piece);
    expect(outletsFile.safeParse({ outlets }).error).toBeUndefined();
    expect(pieces).toHaveLength(4);
  });

  it('links only to files that are there', () => {
    const dead = PAGES.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].flatMap(([, target = '']) =>
        existsSync(join(dirname(page), target)) ? [] : [`${page}: ${target}`],
      ),
    );
    expect(dead).toEqual([]);
  });

  it('lists every metric of our own, and none that does not exist', async () => {
    const page = readFileSync('docs/operators.md', 'utf8');
    const named = new Set(page.match(/\bcm_[a-z0-9_]+/g));
    const metrics = await createMetrics({
      queueDepths: async () => ({}),
      feedStates: async () => ({}),
    }).registry.getMetricsAsJSON();
    const known = metrics.map((metric) => metric.name);
    const ours = known.filter((name) => !/^cm_(?:nodejs|process)_/.test(name));
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
    expect(ours.filter((name) => !named.has(name))).toEqual([]);
  });
});
