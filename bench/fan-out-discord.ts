import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { startFakeDiscord } from '../tests/support/fake-discord/server.ts';

/** The fake of the fan-out bench, in its own thread. */
const { channels, perSecond } = workerData as { readonly channels: number; readonly perSecond: number };
const fake = await startFakeDiscord({ perSecond });
// The published description is compiled with the first request of its kind; Discord's own start is not what is measured.
const spare = fake.state.addChannel({}).id;
await fetch(`${fake.apiBase}/v10/channels/${spare}/messages`, {
  method: 'POST',
  headers: { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ content: 'warm', allowed_mentions: { parse: [] } }),
});
const before = fake.requests.length;
await pause(1100);
const channelIds = Array.from({ length: channels }, () => fake.state.addChannel({}).id);
parentPort?.on('message', () => {
  parentPort?.postMessage({
    requests: fake.requests.length - before,
    refused: fake.requests.filter((request) => request.status === 429).length,
    messages: fake.state.messages().length - before,
    faults: fake.faults.length,
  });
});
parentPort?.postMessage({ apiBase: fake.apiBase, token: fake.token, channelIds });
