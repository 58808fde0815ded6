import { readFile } from 'node:fs/promises';
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

/** Relevant and ordinary texts in like number, in a fixed order. The many rows of the extraction tests, nearly all relevant, would make the reader credulous. */
export async function readExamples(): Promise<Example[]> {
  const found: Example[] = [];
  for (const language of LANGUAGES) {
    const samples = (await yaml(`config/samples/${language}.yaml`)) as { readonly samples: readonly Row[] };
    const ordinary = await lines(`scripts/second-opinion/ordinary/${language}.txt`);
    const rows = [
      ...samples.samples,
      ...((await yaml(`src/extract/rows/${language}.yaml`)) as readonly Row[]),
      ...ordinary.map((title): Row => ({ title, label: 'other' })),
    ];
    found.push(...rows.map(({ title, summary = '', label }) => ({ language, title, summary, label })));
  }
  return found;
}

/** One text a line; lines that start with # are for the reader. */
async function lines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

async function yaml(path: string): Promise<unknown> {
  return parse(await readFile(path, 'utf8'));
}
