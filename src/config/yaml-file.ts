import { load } from 'js-yaml';
import type { Document, Node } from 'yaml';
import { isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';

export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Reads YAML text against a schema; every problem comes with file, line, column, key and remedy. */
export function parseYamlFile<S extends z.ZodType>(file: string, text: string, schema: S): Parsed<z.output<S>> {
  // Keys in keys in keys: their names double with every level.
  if (/(?:\?\s+){20}/.test(text)) return nestedTooDeep(file);
  const quick = readQuickly(text, schema);
  if (quick !== undefined) return { kind: 'ok', value: quick };
  try {
    return readClosely(file, text, schema);
  } catch (error) {
    // The parser goes down level by level, until there is no stack left.
    if (error instanceof RangeError) return nestedTooDeep(file);
    throw error;
  }
}

function nestedTooDeep(file: string): Extract<Parsed<never>, { kind: 'invalid' }> {
  const problem = { file, line: 1, column: 1, key: '', message: 'is not valid YAML: its keys are nested too deep' };
  return { kind: 'invalid', problems: [problem] };
}

function readClosely<S extends z.ZodType>(file: string, text: string, schema: S): Parsed<z.output<S>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line, column: col };
  };
  if (document.errors.length > 0) {
    return {
      kind: 'invalid',
      problems: document.errors.map((error) => ({
        ...at(error.pos[0]),
        key: '',
        message: `is not valid YAML: ${error.message}`,
      })),
    };
  }
  let value: unknown;
  try {
    value = document.toJS() ?? {};
  } catch (error) {
    // An alias without its anchor, or aliases that unfold without end, come to light only here.
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'invalid', problems: [{ ...at(0), key: '', message: `is not valid YAML: ${why}` }] };
  }
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'ok', value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOfIssue(issue, document, schema, at));
  return { kind: 'invalid', problems };
}

/** Tells where values stand in a file that can be read; the whole file for a path that it does not have. The file is read once, which takes a third of a second for the gazetteer. */
export function placesInYaml(file: string, text: string): (path: readonly (string | number)[]) => Place {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  return (path) => {
    const { line, col } = lineCounter.linePos(offsetOf(document, path, false));
    return { file, line, column: col };
  };
}

/**
 * The value of a file in order; `undefined` = look closer. The parser that knows places costs three times the time and 100 MB more on the gazetteer, so it reads
 * only files in which something is wrong.
 */
function readQuickly<S extends z.ZodType>(text: string, schema: S): z.output<S> | undefined {
  try {
    const result = schema.safeParse(load(text) ?? {});
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

type Issue = z.core.$ZodIssue;
type Place = Pick<Problem, 'file' | 'line' | 'column'>;
type PlaceAt = (offset: number) => Place;

function problemsOfIssue(issue: Issue, document: Document, schema: z.ZodType, at: PlaceAt): Problem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = knownKeysAt(schema, path);
      const near = nearestKey(key, known);
      const hint = near === undefined ? `known keys are ${known.join(', ') || 'none'}` : `did you mean "${near}"?`;
      return {
        ...at(offsetOf(document, [...path, key], true)),
        key: [...path, key].join('.'),
        message: `unknown key, ${hint}`,
      };
    });
  }
  return [{ ...at(offsetOf(document, path, false)), key: path.join('.'), message: issue.message }];
}

/** Offset of the value at a path, or of its key; a missing key points at the map that lacks it. */
function offsetOf(document: Document, path: readonly (string | number)[], wantsKey: boolean): number {
  if (wantsKey) {
    const parent = nodeAt(document, path.slice(0, -1));
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isNode(item.key) && String(item.key) === String(path.at(-1)),
      );
      const key = pair?.key;
      if (isNode(key) && key.range) return key.range[0];
    }
  }
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return 0;
}

function nodeAt(document: Document, path: readonly (string | number)[]): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : undefined;
}

/** Keys that the schema knows at a path; empty where it takes any. */
function knownKeysAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let current: unknown = unwrap(schema);
  for (const part of path) current = unwrap(step(current, part));
  return isShaped(current) ? Object.keys(current.shape) : [];
}

function step(schema: unknown, part: string | number): unknown {
  if (isShaped(schema)) return schema.shape[String(part)];
  const def = (schema as { def?: { element?: unknown; valueType?: unknown } } | undefined)?.def;
  return def?.element ?? def?.valueType;
}

function unwrap(schema: unknown): unknown {
  let current = schema as { def?: { innerType?: unknown; in?: unknown } } | undefined;
  while (current?.def?.innerType !== undefined || current?.def?.in !== undefined) {
    current = (current.def.innerType ?? current.def.in) as typeof current;
  }
  return current;
}

function isShaped(schema: unknown): schema is { shape: Record<string, unknown> } {
  return typeof schema === 'object' && schema !== null && 'shape' in schema && typeof schema.shape === 'object';
}

/** The known key with the fewest edits away, if it is near enough to be a slip. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: editDistance(key.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(2, Math.floor(key.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
