import { glob, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Label } from '../../src/domain/classification.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';

/** One text with its label. */
export interface Example {
  readonly language: Language;
  readonly title: string;
  readonly summary: string;
  readonly label: Label;
}

interface Row {
  readonly title: string;
  readonly summary?: string;
  readonly label: Label;
}

/** All labelled texts that the repository holds, in a fixed order, spread so that neighbours differ in kind. */
export async function readExamples(): Promise<Example[]> {
  const found: Example[] = [];
  for (const language of LANGUAGES) {
    const samples = (await yaml(`config/samples/${language}.yaml`)) as { readonly samples: readonly Row[] };
    const ordinary = await lines(`scripts/second-opinion/ordinary/${language}.txt`);
    const rows = [
      ...samples.samples,
      ...(await extractionRows(language)),
      ...ordinary.map((title): Row => ({ title, label: 'other' })),
    ];
    found.push(...rows.map(({ title, summary = '', label }) => ({ language, title, summary, label })));
  }
  return found;
}

async function extractionRows(language: Language): Promise<Row[]> {
  const paths: string[] = [];
  for await (const path of glob(`{src/extract/rows,tests/extraction}/{${language},${language}/*}.yaml`))
    paths.push(path);
  const files = await Promise.all(paths.sort().map(yaml));
  return files.flat() as Row[];
}

/** One text a line; lines that start with # are for the reader. */
async function lines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

async function yaml(path: string): Promise<unknown> {
  return parse(await readFile(path, 'utf8'));
}
