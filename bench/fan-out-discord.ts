import { parentPort, workerData } from 'node:worker_threads';
import { startFakeDiscord } from '../tests/support/fake-discord/server.ts';

/** The fake of the fan-out bench, in its own thread. */
const { channels, perSecond } = workerData as { readonly channels: number; readonly perSecond: number };
const fake = await startFakeDiscord({ perSecond });
const channelIds = Array.from({ length: channels }, () => fake.state.addChannel({}).id);
parentPort?.on('message', () => {
  parentPort?.postMessage({
    requests: fake.requests.length,
    refused: fake.requests.filter((request) => request.status === 429).length,
    messages: fake.state.messages().length,
    faults: fake.faults.length,
  });
});
parentPort?.postMessage({ apiBase: fake.apiBase, token: fake.token, channelIds });
