import type { FeedState } from '../feeds/feed-state.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { paint, tableLines } from './table.ts';
import { withState } from './with-state.ts';

const DAY_MS = 86_400_000;

/** What a running service does: feeds, queues, hold, set-aside entries, last deliveries. */
export async function run(options: { json?: boolean }, io: CommandIo): Promise<ExitCode> {
  return withState<ExitCode>(io, async ({ state }, config) => {
    const states = await state.feedStates.all();
    const feeds = config.feeds.map((feed) => {
      const feedState = states.get(feed.id) as FeedState | undefined;
      const { health } = feedState ?? {};
      return {
        id: feed.id,
        health: feed.enabled ? (health?.status ?? 'unpolled') : 'off',
        since: health === undefined || health.since === 0 ? undefined : new Date(health.since).toISOString(),
        lastOkAt: feedState?.lastOkAt === undefined ? undefined : new Date(feedState.lastOkAt).toISOString(),
        nextPollAt: feedState === undefined ? undefined : new Date(feedState.nextPollAt).toISOString(),
        lastError: health?.status === 'failing' ? health.lastError?.message : undefined,
      };
    });
    const status = {
      hold: await state.hold.current(),
      polls: await state.polls.counts(),
      deliveries: await state.outbox.counts(),
      items: await state.items.counts({ sinceMs: Date.now() - DAY_MS }),
      lostChannels: await Promise.all(
        (await state.lostChannels.list()).map(async (lost) => ({
          ...lost,
          waiting: await state.outbox.readyIn(lost.channelId),
        })),
      ),
      setAside: await state.setAside.list({ limit: 20 }),
      sent: await state.deliveries.recent(10),
      feeds,
    };
    if (options.json) {
      io.stdout.write(`${JSON.stringify(status)}\n`);
      return 0;
    }
    const { hold } = status;
    const heading = (text: string) => ['', paint(io, 'bold', text)];
    const lines = [
      hold.kind === 'held'
        ? paint(io, 'red', `All alerts are held since ${hold.since} by ${hold.author}: ${hold.reason}`)
        : 'Alerts go out.',
      `polls       ${status.polls.waiting} waiting, ${status.polls.active} running`,
      `deliveries  ${status.deliveries.ready} ready, ${status.deliveries.later} for later, in ${status.deliveries.channels} channels`,
      `items       last 24 h: ${
        Object.entries(status.items)
          .map(([outcome, count]) => `${count} ${outcome}`)
          .join(', ') || 'none'
      }`,
      ...status.lostChannels.map((lost) =>
        paint(
          io,
          'red',
          `channel ${lost.channelId} takes nothing since ${short(lost.since)} (${lost.detail}); ${lost.waiting} alerts wait for it`,
        ),
      ),
      ...heading('Feeds'),
      ...tableLines(
        ['feed', 'health', 'since', 'last answer', 'next poll', 'last error'],
        feeds.map((feed) => [
          feed.id,
          healthCell(feed.health, io),
          short(feed.since),
          short(feed.lastOkAt),
          short(feed.nextPollAt),
          (feed.lastError ?? '').slice(0, 60),
        ]),
      ),
      ...heading('Set aside'),
      ...(status.setAside.length === 0
        ? ['nothing']
        : tableLines(
            ['kind', 'id', 'error'],
            status.setAside.map((one) => [one.kind, one.id, (one.error.split('\n')[0] ?? '').slice(0, 100)]),
          )),
      ...heading('Last deliveries'),
      ...(status.sent.length === 0
        ? ['none yet']
        : tableLines(
            ['sent', 'kind', 'incident', 'revision', 'channel'],
            status.sent.map((one) => [
              short(one.sentAt),
              one.kind,
              one.incidentId,
              String(one.revision),
              one.channelId,
            ]),
          )),
    ];
    io.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  });
}

function healthCell(health: string, io: CommandIo): string {
  const style =
    health === 'ok'
      ? 'green'
      : health === 'failing' || health === 'gone'
        ? 'red'
        : health === 'silent'
          ? 'yellow'
          : 'gray';
  return paint(io, style, health);
}

function short(at: string | undefined): string {
  return at === undefined ? '–' : at.slice(0, 16).replace('T', ' ');
}
