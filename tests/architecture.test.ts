import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom. A folder may always import itself; `types` may be imported with `import type` only. */
const PURE = ['domain', 'language'];
const MAY_IMPORT: Record<string, { readonly rooms: readonly string[]; readonly types?: readonly string[] }> = {
  domain: { rooms: [] },
  language: { rooms: ['domain'], types: ['config/schema'] },
  lexicon: { rooms: PURE, types: ['config/schema'] },
  classify: { rooms: [...PURE, 'lexicon'], types: ['config/schema'] },
  extract: { rooms: [...PURE, 'lexicon'], types: ['config/schema'] },
  incidents: { rooms: PURE, types: ['config/schema'] },
  alerts: { rooms: [...PURE, 'incidents'], types: ['config/schema'] },
  quality: { rooms: [...PURE, 'lexicon', 'incidents'], types: ['config/schema', 'classify', 'extract'] },
  words: { rooms: ['domain'], types: ['config/schema'] },
  feeds: { rooms: PURE, types: ['config/schema'] },
  store: { rooms: [...PURE, 'incidents', 'alerts'], types: ['config/schema'] },
  pictures: { rooms: ['domain', 'words'], types: ['config/schema'] },
  discord: { rooms: ['domain', 'words'], types: ['config/schema', 'alerts', 'incidents'] },
  ops: { rooms: ['domain', 'words'], types: ['config/schema', 'alerts', 'incidents'] },
  config: { rooms: ['domain'], types: [] },
};
/** Files at the top of src, the command line, the running service, what joins Discord and the console to it, and corrections by hand meet all rooms. */
const MEETING_PLACES = ['commands', 'service', 'links', 'moderation'];

/** Packages that only one room may know. */
const ONLY_IN: Record<string, readonly string[]> = {
  ioredis: ['store'],
  bullmq: ['store'],
  'discord.js': ['discord'],
  '@discordjs/rest': ['discord'],
  fastify: ['ops'],
  'prom-client': ['ops'],
  '@resvg/resvg-js': ['pictures'],
  franc: ['language'],
  'rss-parser': ['feeds'],
};

/** What a pure room must not touch: the outside world, the clock, randomness, the environment. */
const PURE_ROOMS = ['domain', 'language', 'lexicon', 'classify', 'extract', 'incidents', 'quality', 'alerts', 'words'];
const IMPURE =
  /\bDate\.now\(|new Date\(\)|Math\.random\(|process\.env|from 'node:(?!crypto)|\bfetch\(|setTimeout\(|setInterval\(/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const SOURCES = filesUnder('src').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const IMPORTS = SOURCES.flatMap(importsOf);

describe('the architecture', () => {
  it('lets data flow one way: no room imports one that its table does not name', () => {
    const wrong = IMPORTS.filter((one) => one.target.startsWith('src/') && !isAllowed(one)).map(describeImport);
    expect(wrong).toEqual([]);
  });

  it('keeps each foreign package in its own room', () => {
    const wrong = IMPORTS.filter(
      (one) => ONLY_IN[one.target] !== undefined && !ONLY_IN[one.target]?.includes(one.room),
    ).map(describeImport);
    expect(wrong).toEqual([]);
  });

  it('keeps clock, randomness, environment and I/O out of the pure rooms', () => {
    const wrong = SOURCES.filter((file) => PURE_ROOMS.includes(roomOf(file))).flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          IMPURE.test(line) && !/^\s*(\*|\/\/)/.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
        ),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment in config and on the command line only', () => {
    const wrong = SOURCES.filter(
      (file) => !['config', 'commands', ''].includes(roomOf(file)) && /process\.env/.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('has no circle between files', () => {
    const edges = new Map<string, string[]>();
    for (const one of IMPORTS) {
      if (!one.target.startsWith('src/') || one.isTypeOnly) continue;
      edges.set(one.file, [...(edges.get(one.file) ?? []), one.target]);
    }
    expect(circles(edges)).toEqual([]);
  });

  it('would notice an import that the table forbids', () => {
    expect(
      isAllowed({ file: 'src/classify/a.ts', room: 'classify', target: 'src/store/b.ts', isTypeOnly: false }),
    ).toBe(false);
    expect(
      isAllowed({ file: 'src/lexicon/a.ts', room: 'lexicon', target: 'src/config/schema/b.ts', isTypeOnly: false }),
    ).toBe(false);
    expect(
      isAllowed({ file: 'src/classify/a.ts', room: 'classify', target: 'src/lexicon/b.ts', isTypeOnly: false }),
    ).toBe(true);
  });
});

function isAllowed(one: Import): boolean {
  const target = roomOf(one.target);
  if (one.room === target || one.room === '' || MEETING_PLACES.includes(one.room)) return true;
  const rule = MAY_IMPORT[one.room];
  if (rule === undefined) return false;
  if (rule.rooms.includes(target)) return true;
  return one.isTypeOnly && (rule.types ?? []).some((allowed) => one.target.startsWith(`src/${allowed}/`));
}

function roomOf(file: string): string {
  const [, room = '', ...rest] = file.split('/');
  return rest.length === 0 ? '' : room;
}

function describeImport(one: Import): string {
  return `${one.file} -> ${one.target}`;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found: Import[] = [];
  const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;
  for (const match of text.matchAll(statement)) {
    const specifier = match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : packageOf(specifier);
    found.push({ file, room: roomOf(file), target, isTypeOnly: match[1] !== undefined });
  }
  return found;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function filesUnder(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [relative('.', path)];
  });
}

function circles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}
