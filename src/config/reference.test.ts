import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurationPage, defaultMonitorFile, jsonSchemas } from './reference.ts';
import { monitorFile } from './schema/settings.ts';
import { parseYamlFile } from './yaml-file.ts';

describe('the generated reference', () => {
  it('is current: docs/configuration.md (if not, run: npm run docs)', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage());
  });

  it.each([...jsonSchemas()])('is current: config/schema/%s (if not, run: npm run docs)', (name, text) => {
    expect(readFileSync(join('config/schema', name), 'utf8')).toBe(text);
  });

  it('is current: config/monitor.yaml shows every default (if not, run: npm run docs)', () => {
    expect(readFileSync('config/monitor.yaml', 'utf8')).toBe(defaultMonitorFile());
    const shown = parseYamlFile('monitor.yaml', defaultMonitorFile(), monitorFile);
    expect(shown).toEqual({ kind: 'ok', value: monitorFile.parse({}) });
  });

  it('is named by every configuration file, so that editors complete and check', () => {
    const files = [
      ...readdirSync('config').filter((name) => name.endsWith('.yaml')),
      ...['lexicon', 'samples'].flatMap((dir) =>
        readdirSync(join('config', dir))
          .filter((name) => name.endsWith('.yaml'))
          .map((name) => join(dir, name)),
      ),
    ];
    const wrong = files.filter((file) => {
      const match = /^# yaml-language-server: \$schema=(\S+)/.exec(readFileSync(join('config', file), 'utf8'));
      return match?.[1] === undefined || !existsSync(join('config', file, '..', match[1]));
    });
    expect(wrong).toEqual([]);
  });
});
