/**
 * How soon a slash command is answered or acknowledged while the same process understands 1,000 items a second.
 *
 *   node bench/interactions.ts [commands]
 */
import { loadConfig } from '../src/config/load.ts';
import { startGateway } from '../src/discord/gateway.ts';
import { createSender } from '../src/discord/send.ts';
import { createUnderstanding } from '../src/understanding.ts';
import { SAMPLE_INCIDENTS } from '../src/words/sample-incidents.ts';
import { startFakeDiscord } from '../tests/support/fake-discord/server.ts';
import { createMemoryDesk } from '../tests/support/memory-desk.ts';

const COMMANDS = Number(process.argv[2] ?? 300);
const PER_SECOND = 1000;
const TICK_MS = 20;

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('config/ has problems; run the check command');
const { understand } = createUnderstanding(loaded.config);
const incidents = Object.values(SAMPLE_INCIDENTS);
const reports = incidents.flatMap((incident) => incident.reports);
const fake = await startFakeDiscord();
const channelId = fake.state.addChannel({}).id;
const unlimited = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
const sender = createSender({ token: fake.token, apiBase: fake.apiBase, budget: unlimited });
const { desk } = createMemoryDesk(incidents, sender);
const gateway = startGateway({ token: fake.token, apiBase: fake.apiBase, desk, guildTimeoutMs: 300 });
await gateway.ready;

let understood = 0;
const startedAt = performance.now();
const timer = setInterval(() => {
  // As many as are due by now, so that a slow moment is caught up with.
  const due = ((performance.now() - startedAt) / 1000) * PER_SECOND;
  for (let done = 0; understood < due && done < PER_SECOND / 10; done += 1) {
    const report = reports[understood % reports.length];
    if (report === undefined) break;
    understand({ itemId: String(understood), title: report.title, summary: report.title.repeat(4), feedLanguages: [] });
    understood += 1;
  }
}, TICK_MS);

const times: number[] = [];
for (let n = 0; n < COMMANDS; n += 1) {
  const answer = await fake.command(n % 2 === 0 ? 'latest' : 'stats', [], { channelId });
  times.push(answer.answeredAfterMs);
}
clearInterval(timer);
const seconds = (performance.now() - startedAt) / 1000;
times.sort((a, b) => a - b);
const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0);
process.stdout.write(
  `${COMMANDS} commands in ${seconds.toFixed(1)} s, ${Math.round(understood / seconds)} items understood a second; ` +
    `acknowledged after p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms; faults ${fake.faults.length}; RSS ${Math.round(process.memoryUsage.rss() / 1_048_576)} MB\n`,
);
await gateway.close();
await fake.close();
