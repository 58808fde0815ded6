import { mkdir, writeFile } from 'node:fs/promises';
import { configurationPage, defaultMonitorFile, jsonSchemas } from '../src/config/reference.ts';

/** Writes the generated parts of the documentation and the default `monitor.yaml`: `npm run docs`. */
await mkdir('config/schema', { recursive: true });
for (const [name, text] of jsonSchemas()) await writeFile(`config/schema/${name}`, text);
await writeFile('docs/configuration.md', configurationPage());
await writeFile('config/monitor.yaml', defaultMonitorFile());
