import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeProblem } from '../../config/problem.ts';
import { language, slug } from '../../config/schema/common.ts';
import { outletsFile } from '../../config/schema/feeds.ts';
import { parseYamlFile } from '../../config/yaml-file.ts';

const outlet = outletsFile.shape.outlets.valueType
  .pick({ name: true, country: true, side: true, owner: true, alignment: true })
  .extend({
    id: slug,
    language,
    format: z.enum(['rss', 'atom', 'json']),
    encoding: z.enum(['utf-8', 'windows-1251']).default('utf-8'),
    gzip: z.boolean().default(false),
  });

const storyFile = z.strictObject({
  outlets: z.array(outlet),
  items: z.array(
    z.strictObject({
      outlet: slug,
      round: z.number().int().min(0),
      minutesAgo: z.number().int().min(0),
      title: z.string(),
      summary: z.string().default(''),
      gloss: z.string().optional(),
      copyOf: slug.optional(),
    }),
  ),
});

export type Story = z.output<typeof storyFile>;
export type StoryOutlet = Story['outlets'][number];
export type StoryItem = Story['items'][number];

/** Reads `story.yaml` of a demo folder; a broken file throws with all its problems. */
export async function loadStory(dir: string): Promise<Story> {
  const file = join(dir, 'story.yaml');
  const parsed = parseYamlFile(file, await readFile(file, 'utf8'), storyFile);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(describeProblem).join('\n'));
  return parsed.value;
}

/** The number of the last round. */
export function lastRound(story: Story): number {
  return Math.max(...story.items.map((item) => item.round));
}
