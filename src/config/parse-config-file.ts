import { join } from 'node:path';
import type { z } from 'zod';
import type { ConfigFile } from './files.ts';
import { type Parsed, parseYamlFile } from './yaml-file.ts';

/** Reads one file of a configuration folder against its schema; a file that could not be read is a problem of that file. */
export function parseConfigFile<S extends z.ZodType>(dir: string, file: ConfigFile, schema: S): Parsed<z.output<S>> {
  const path = join(dir, file.name);
  if (file.unreadable === undefined) return parseYamlFile(path, file.text, schema);
  return { kind: 'invalid', problems: [{ file: path, line: 1, column: 1, key: '', message: file.unreadable }] };
}
