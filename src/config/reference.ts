import { z } from 'zod';
import { CONFIG_FILES } from './schema/all.ts';
import { monitorFile } from './schema/settings.ts';

/** JSON Schemas for editors, by file name; defaults are not required. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    CONFIG_FILES.map(({ name, schema, purpose }) => {
      const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
      return [
        `${name}.schema.json`,
        `${JSON.stringify({ ...json, title: name, description: purpose }, null, 2)}\n`,
      ] as const;
    }),
  );
}

/** The reference of every key as one Markdown page. */
export function configurationPage(): string {
  const parts = [
    '# Configuration reference',
    '',
    'Generated from the schemas by `npm run docs`; a test keeps it current. How to tune: [operators.md](operators.md).',
    'Durations are written `30s`, `5m`, `2h`, `90d`. Unknown keys are errors. Every problem comes with file, line and column.',
    '',
  ];
  for (const { path, schema, purpose } of CONFIG_FILES) {
    parts.push(`## \`config/${path}\``, '', purpose, '', '| key | type | default | meaning |', '|---|---|---|---|');
    parts.push(
      ...rowsOf(z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Node, ''),
      '',
    );
  }
  return `${parts.join('\n').trimEnd()}\n`;
}

interface Node {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly $ref?: string;
}

function rowsOf(node: Node, prefix: string): string[] {
  const rows: string[] = [];
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const inner = containerOf(child);
    const isRequired = node.required?.includes(key) === true;
    const preset =
      child.default === undefined || (inner !== undefined && isEmpty(child.default))
        ? isRequired
          ? '*required*'
          : ''
        : `\`${JSON.stringify(child.default)}\``;
    rows.push(`| \`${path}\` | ${cell(typeOf(child))} | ${cell(preset)} | ${cell(child.description ?? '')} |`);
    if (inner !== undefined) rows.push(...rowsOf(inner.node, `${path}${inner.suffix}`));
  }
  if (prefix === '' && typeof node.additionalProperties === 'object')
    rows.push(...rowsOf(node.additionalProperties, '<id>'));
  return rows;
}

/** The object inside a key: itself, its list elements, or the values of a map. */
function containerOf(node: Node): { readonly node: Node; readonly suffix: string } | undefined {
  if (node.properties !== undefined) return { node, suffix: '' };
  if (node.items?.properties !== undefined) return { node: node.items, suffix: '[]' };
  if (typeof node.additionalProperties === 'object') {
    const value = node.additionalProperties;
    if (value.properties !== undefined) return { node: value, suffix: '.<id>' };
    if (value.items?.properties !== undefined) return { node: value.items, suffix: '.<id>[]' };
  }
  return undefined;
}

function typeOf(node: Node): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined)
    return node.enum.length > 16 ? 'one of a fixed list' : node.enum.map((one) => `\`${String(one)}\``).join(' ');
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(' or ');
  if (node.items !== undefined) return `list of ${typeOf(node.items)}`;
  if (node.properties !== undefined) return 'section';
  if (typeof node.additionalProperties === 'object') return 'map';
  return Array.isArray(node.type) ? node.type.join(' or ') : String(node.type ?? 'text');
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** `monitor.yaml` with every key at its default and its meaning as a comment: the file that comes with the project. */
export function defaultMonitorFile(): string {
  const schema = z.toJSONSchema(monitorFile, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as Node;
  const lines = [
    '# yaml-language-server: $schema=./schema/monitor.schema.json',
    '# Times, limits and thresholds, room by room. Every key may be left out: the value shown is its default.',
  ];
  for (const [name, room] of Object.entries(schema.properties ?? {})) {
    const keys = Object.entries(room.properties ?? {});
    if (keys.length === 0) continue;
    lines.push('', `${name}:`);
    for (const [key, child] of keys) lines.push(...keyLines(key, child, '  '));
  }
  return `${lines.join('\n')}\n`;
}

function keyLines(key: string, node: Node, indent: string): string[] {
  const comment = node.description === undefined ? [] : [`${indent}# ${node.description}`];
  if (node.properties !== undefined) {
    return [
      ...comment,
      `${indent}${key}:`,
      ...Object.entries(node.properties).flatMap(([inner, child]) => keyLines(inner, child, `${indent}  `)),
    ];
  }
  // A key without a default is shown as a comment: writing nothing is its default.
  if (node.default === undefined) return [...comment, `${indent}# ${key}:`];
  return [...comment, `${indent}${key}: ${JSON.stringify(node.default)}`];
}
