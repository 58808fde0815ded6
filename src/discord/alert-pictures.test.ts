import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import type { AlertPicture } from './alert-pictures.ts';
import { createDeliverer, type Deliver } from './deliver.ts';
import type { Posted } from './deliver-types.ts';
import { createSender, type MessageFile } from './send.ts';

const ID = 'AA-2026-11-21-07';
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]);

let fake: FakeDiscord;
let channelId: string;
let deliver: Deliver;
let incident: Incident;
let posted: Posted | undefined;
let wanted: AlertPicture | undefined;

beforeEach(async () => {
  fake = await startFakeDiscord();
  channelId = fake.state.addChannel({}).id;
  posted = undefined;
  incident = sample('claimed');
  wanted = undefined;
  const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  deliver = createDeliverer({
    sender: createSender({ token: fake.token, apiBase: fake.apiBase, budget }),
    ports: {
      incidentOf: () => Promise.resolve(incident),
      postOf: () => Promise.resolve(posted),
      names: () => SAMPLE_NAMES,
      channelLost: () => Promise.resolve({ kind: 'dropped' }),
      pictureOf: () => wanted,
      now: () => Date.parse('2026-11-21T12:00:00Z'),
    },
  });
});

afterEach(async () => {
  expect(fake.faults).toEqual([]);
  await fake.close();
});

function sample(name: string): Incident {
  const found = SAMPLE_INCIDENTS[name];
  if (found === undefined) throw new Error(`no sample ${name}`);
  return { ...found, id: ID };
}

function file(name: string): MessageFile {
  return { name, bytes: PNG, contentType: 'image/png', description: `what ${name} shows` };
}

/** A picture that is drawn when the test says so. */
function slow(name: string): AlertPicture & { readonly draw: (drawn?: MessageFile) => void } {
  const { promise, resolve } = Promise.withResolvers<MessageFile | undefined>();
  return { name, ready: () => undefined, later: promise, draw: resolve };
}

function drawn(name: string): AlertPicture {
  return { name, ready: () => file(name), later: Promise.resolve(file(name)) };
}

async function run(kind: DeliveryJob['kind'], channel = channelId) {
  const { revision } = incident;
  const job = { id: `${kind}${revision}`, subscriptionIds: ['s'], channelId: channel, incidentId: ID, revision, kind };
  const outcome = await deliver(
    { ...job, language: 'en', picture: {} },
    { plannedAt: '2026-11-21T12:00:00.000Z', pending: [], signal: new AbortController().signal },
  );
  if (outcome.kind === 'sent') {
    const { messageId, threadId } = outcome;
    posted = { messageId, revision, kind: 'own', ...(threadId === undefined ? {} : { threadId }) };
  }
  return outcome;
}

const card = () => fake.state.messages().find(({ id }) => id === posted?.messageId);
const filesOf = () => card()?.files?.map(({ filename, description }) => [filename, description]);
const requests = () => fake.requests.map(({ method }) => method);

describe('the picture of an alert', () => {
  it('goes out with the alert when it is drawn already, with words for screen readers', async () => {
    wanted = drawn('map-1.png');
    await run('post');
    expect(filesOf()).toEqual([['map-1.png', 'what map-1.png shows']]);
    expect(requests()).toEqual(['POST']);
  });

  it('never makes the alert wait: it is attached once it is drawn, and the words stay', async () => {
    const picture = slow('map-1.png');
    wanted = picture;
    expect(await run('post')).toMatchObject({ kind: 'sent' });
    const words = card()?.body['embeds'];
    expect(filesOf()).toEqual([]);
    picture.draw(file('map-1.png'));
    await expect.poll(filesOf).toEqual([['map-1.png', 'what map-1.png shows']]);
    expect(card()?.body['embeds']).toEqual(words);
  });

  it('stays through edits, which do not send it again', async () => {
    wanted = drawn('map-1.png');
    await run('post');
    incident = sample('denied');
    await run('edit');
    expect(filesOf()).toEqual([['map-1.png', 'what map-1.png shows']]);
    expect(requests()).toEqual(['POST', 'PATCH']);
  });

  it('is replaced when another place or severity is known', async () => {
    wanted = drawn('map-1.png');
    await run('post');
    incident = sample('denied');
    wanted = drawn('map-2.png');
    await run('edit');
    await expect.poll(filesOf).toEqual([['map-2.png', 'what map-2.png shows']]);
  });

  it('that is drawn too late gives way to the newer one', async () => {
    const late = slow('map-1.png');
    wanted = late;
    await run('post');
    incident = sample('denied');
    wanted = drawn('map-2.png');
    await run('edit');
    late.draw(file('map-1.png'));
    await expect.poll(filesOf).toEqual([['map-2.png', 'what map-2.png shows']]);
  });

  it('goes when the alert is taken back', async () => {
    wanted = drawn('map-1.png');
    await run('post');
    incident = sample('retracted');
    await run('retract');
    await expect.poll(filesOf).toEqual([]);
  });

  it('of a burst stays where a map would follow', async () => {
    wanted = drawn('chart-1.png');
    await run('post');
    incident = sample('denied');
    wanted = drawn('map-1.png');
    await run('edit');
    expect(requests()).toEqual(['POST', 'PATCH']);
    expect(filesOf()).toEqual([['chart-1.png', 'what chart-1.png shows']]);
  });

  it('that cannot be drawn costs the alert nothing', async () => {
    wanted = { name: 'map-1.png', ready: () => undefined, later: Promise.resolve(undefined) };
    expect(await run('post')).toMatchObject({ kind: 'sent' });
    expect(requests()).toEqual(['POST']);
  });

  it('is left out where the bot may not attach files: the alert goes without, and the channel is not asked again for a while', async () => {
    wanted = drawn('map-1.png');
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, method: 'POST' });
    expect(await run('post')).toMatchObject({ kind: 'sent' });
    expect(filesOf()).toEqual([]);
    incident = sample('denied');
    await run('edit');
    expect(requests()).toEqual(['POST', 'POST', 'PATCH']);
  });

  it('costs one refusal where only its later edit is refused', async () => {
    const picture = slow('map-1.png');
    wanted = picture;
    await run('post');
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, method: 'PATCH' });
    picture.draw(file('map-1.png'));
    await expect.poll(requests).toEqual(['POST', 'PATCH']);
    incident = sample('denied');
    wanted = drawn('map-1.png');
    await expect.poll(async () => (await run('edit')).kind).toBe('sent');
    expect(filesOf()).toEqual([]);
  });

  it('stands in a forum post too', async () => {
    const forum = fake.state.addChannel({ type: 15 }).id;
    wanted = drawn('map-1.png');
    await run('post', forum);
    expect(filesOf()).toEqual([['map-1.png', 'what map-1.png shows']]);
  });
});
