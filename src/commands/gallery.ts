import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alertPicturePage, galleryPage } from '../discord/preview/gallery-page.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** Writes the gallery of sample alerts, and the page behind the picture in the README. */
export async function run(options: { readonly out: string }, io: CommandIo): Promise<ExitCode> {
  await mkdir(options.out, { recursive: true });
  const page = join(options.out, 'index.html');
  await writeFile(page, galleryPage());
  await writeFile(join(options.out, 'alert.html'), alertPicturePage());
  io.stdout.write(`${page}\n`);
  return 0;
}
