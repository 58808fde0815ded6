import type { Config } from '../../config/load.ts';
import type { Newsroom } from './newsroom.ts';
import type { Story } from './story.ts';

/** The configuration in force with the story's outlets and feeds in place of the real ones. */
export function withStory(base: Config, story: Story, newsroom: Newsroom): Config {
  const outlets = Object.fromEntries(
    story.outlets.map((outlet) => [
      outlet.id,
      {
        name: outlet.name,
        names: {},
        country: outlet.country,
        side: outlet.side,
        owner: outlet.owner,
        alignment: outlet.alignment,
        languages: [outlet.language],
        aliases: [],
      },
    ]),
  );
  const feeds = story.outlets.map((outlet) => ({
    id: outlet.id,
    outlet: outlet.id,
    url: newsroom.feedUrl(outlet.id),
    kind: 'feed' as const,
    language: outlet.language,
    every: 1000,
    enabled: true,
    verified: true,
    timezone: 'UTC',
    headers: {},
    allowPrivate: true,
    retryAfterScope: 'host' as const,
  }));
  const settings = { ...base.settings, feeds: { ...base.settings.feeds, hostDelay: 0, jitter: 0 } };
  return { ...base, outlets, feeds, routes: [], settings };
}
