import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import { asJson } from './rules.ts';

/** Where Discord's published API description is looked for; it is no part of this project. */
export const DESCRIPTION_FILE = new URL('../../../../shared/corpus/discord/openapi.json', import.meta.url);

/** Checks requests and answers by the published API description. */
export interface ApiDescription {
  readonly requestFaults: (method: string, path: string, body: unknown) => readonly string[];
  readonly responseFaults: (method: string, path: string, status: number, body: unknown) => readonly string[];
}

let loaded: ApiDescription | undefined;

/** The description, or the reason why it is not there. */
export function loadApiDescription():
  | { readonly kind: 'found'; readonly description: ApiDescription }
  | { readonly kind: 'absent'; readonly reason: string } {
  if (loaded !== undefined) return { kind: 'found', description: loaded };
  if (!existsSync(DESCRIPTION_FILE)) {
    return { kind: 'absent', reason: `Discord's API description is not at ${DESCRIPTION_FILE.pathname}` };
  }
  loaded = createDescription(JSON.parse(readFileSync(DESCRIPTION_FILE, 'utf8')));
  return { kind: 'found', description: loaded };
}

const require = createRequire(import.meta.url);

function createDescription(file: unknown): ApiDescription {
  const { default: Ajv } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const addFormats = require('ajv-formats') as typeof import('ajv-formats').default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const format of ['nonce', 'int32', 'int64', 'snowflake']) ajv.addFormat(format, true);
  ajv.addSchema(asJson(file), 'discord');
  const paths = asJson(asJson(file)['paths']);
  // Fixed segments win over parameters: /users/@me before /users/{user_id}.
  const templates = Object.keys(paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) }));
  const compiled = new Map<string, ValidateFunction | undefined>();

  const check = (method: string, path: string, pointer: string, value: unknown): readonly string[] => {
    const template = templates.find(({ pattern }) => pattern.test(decodeURIComponent(path)))?.template;
    const operation = asJson(asJson(paths[template ?? ''])[method.toLowerCase()]);
    if (template === undefined || Object.keys(operation).length === 0) return [`${method} ${path}: no such operation`];
    const reference = `discord#/paths/${escapePointer(template)}/${method.toLowerCase()}/${pointer}`;
    if (!compiled.has(reference)) compiled.set(reference, compile(reference));
    const validate = compiled.get(reference);
    if (validate === undefined || validate(value) === true) return [];
    const errors = validate.errors ?? [];
    const deepest = Math.max(...errors.map((error) => error.instancePath.length));
    return errors
      .filter((error) => error.instancePath.length === deepest)
      .slice(0, 4)
      .map(
        (error) => `${method} ${path} ${error.instancePath}: ${error.message ?? ''} ${JSON.stringify(error.params)}`,
      );
  };
  const compile = (reference: string): ValidateFunction | undefined => {
    try {
      return ajv.getSchema(reference) ?? undefined;
    } catch {
      return undefined;
    }
  };
  const json = 'content/application~1json/schema';
  return {
    requestFaults: (method, path, body) => (body === undefined ? [] : check(method, path, `requestBody/${json}`, body)),
    responseFaults: (method, path, status, body) =>
      body === undefined || status >= 400 ? [] : check(method, path, `responses/${status}/${json}`, body),
  };
}

/** A path as a part of a JSON pointer inside a URI fragment. */
function escapePointer(template: string): string {
  return template
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll('{', '%7B')
    .replaceAll('}', '%7D')
    .replaceAll('@', '%40');
}
