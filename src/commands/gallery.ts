import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alertPicturePage, type GalleryPictures, galleryPage } from '../discord/preview/gallery-page.ts';
import { LANGUAGES } from '../domain/language.ts';
import { createRenderPool } from '../pictures/render-pool.ts';
import { samplePlots } from '../pictures/samples.ts';
import type { CommandIo, ExitCode } from './io.ts';

const PICTURE_TIMEOUT_MS = 20_000;

/** Writes the gallery of sample alerts with maps and charts, and the page behind the picture in the README. */
export async function run(options: { readonly out: string }, io: CommandIo): Promise<ExitCode> {
  await mkdir(options.out, { recursive: true });
  const pictures = await writePictures(options.out, io);
  const page = join(options.out, 'index.html');
  await writeFile(page, galleryPage(pictures));
  await writeFile(join(options.out, 'alert.html'), alertPicturePage());
  io.stdout.write(`${page}\n`);
  return 0;
}

/** A map, a chart, a timeline and small maps in every language; one that fails is told and left out. */
async function writePictures(folder: string, io: CommandIo): Promise<GalleryPictures> {
  const pool = createRenderPool({ timeoutMs: PICTURE_TIMEOUT_MS, mostWaiting: 0 });
  const written: Partial<Record<(typeof LANGUAGES)[number], { file: string; description: string }[]>> = {};
  for (const language of LANGUAGES) {
    for (const [index, plot] of samplePlots(language).entries()) {
      const picture = await pool.render(plot);
      if (picture.kind === 'failed') {
        io.stderr.write(`${plot.kind} in ${language} is missing: ${picture.message}\n`);
        continue;
      }
      const file = `${index}-${plot.kind}-${language}.png`;
      await writeFile(join(folder, file), picture.bytes);
      written[language] = [...(written[language] ?? []), { file, description: `${plot.kind}, ${language}` }];
    }
  }
  await pool.close();
  return written;
}
