import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeChannel } from '../../tests/support/fake-discord/payloads.ts';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { createDeliverer, type Deliver } from './deliver.ts';
import type { DeliverContext, Posted } from './deliver-types.ts';
import { createSender } from './send.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ID = 'AA-2026-11-21-07';
const TAGS = ['Clash', 'Low', 'High', 'Claimed by one side', 'Denied', 'Claimed and denied', 'Retracted', 'Pinned'].map(
  (name, index) => ({ id: String(600_000_000_000_000_000n + BigInt(index)), name }),
);

let fake: FakeDiscord;
let deliver: Deliver;
let incident: Incident;
let posted: Posted | undefined;

function sample(name: string, id = ID): Incident {
  const found = SAMPLE_INCIDENTS[name];
  if (found === undefined) throw new Error(`no sample ${name}`);
  return { ...found, id };
}

beforeEach(async () => {
  fake = await startFakeDiscord();
  incident = sample('claimed');
  posted = undefined;
  deliver = start();
});

afterEach(async () => {
  expect(fake.faults).toEqual([]);
  await fake.close();
});

/** As after a restart: nothing is remembered but what the ports give. */
function start(): Deliver {
  const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  return createDeliverer({
    sender: createSender({ token: fake.token, apiBase: fake.apiBase, budget }),
    ports: {
      incidentOf: () => Promise.resolve(incident),
      postOf: () => Promise.resolve(posted),
      names: () => SAMPLE_NAMES,
      channelLost: () => Promise.resolve({ kind: 'dropped' }),
      now: () => NOW,
    },
  });
}

async function run(channelId: string, kind: DeliveryJob['kind'], more: Partial<DeliverContext> = {}) {
  const { revision } = incident;
  const id = `${kind}-${revision}`;
  const job = { id, subscriptionIds: ['s1'], channelId, incidentId: ID, revision, kind, language: 'en' as const };
  const outcome = await deliver(job, {
    plannedAt: new Date(NOW).toISOString(),
    pending: [],
    signal: new AbortController().signal,
    ...more,
  });
  if (outcome.kind === 'sent' && kind !== 'digest') {
    const { messageId, threadId } = outcome;
    posted = { messageId, revision, kind: 'own', ...(threadId === undefined ? {} : { threadId }) };
  }
  return outcome;
}

const forumWith = (more: Partial<FakeChannel> = {}) => fake.state.addChannel({ type: 15, tags: TAGS, ...more }).id;
const post = () => fake.state.channels.get(posted?.threadId ?? '');
const tagNames = () => post()?.appliedTags?.map((id) => TAGS.find((tag) => tag.id === id)?.name);
const tagChanges = () => fake.requests.filter(({ body }) => JSON.stringify(body ?? '').includes('"applied_tags"'));

describe('a forum', () => {
  it('gets a post of its own, named by kind, place and id, under its own tags', async () => {
    await run(forumWith(), 'post');
    expect(post()?.name).toBe('Clash · Sotk / Zod · AA-2026-11-21-07');
    expect(tagNames()).toEqual(['Clash', 'High', 'Claimed by one side']);
  });

  it('is asked what it is once, not with every alert', async () => {
    const forum = forumWith();
    await run(forum, 'post');
    posted = undefined;
    incident = { ...incident, revision: 2 };
    await run(forum, 'post');
    const refused = fake.requests.filter(({ method, status }) => method === 'POST' && status === 400);
    expect(refused).toHaveLength(1);
    expect(fake.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
  });

  it('has its tags changed when the status does, in one request, and keeps what people added', async () => {
    const forum = forumWith();
    await run(forum, 'post');
    const pinned = TAGS.at(-1)?.id ?? '';
    fake.state.changeChannel(posted?.threadId ?? '', { appliedTags: [...(post()?.appliedTags ?? []), pinned] });
    const before = tagChanges().length;
    incident = { ...incident, revision: 2 };
    await run(forum, 'edit');
    expect(tagChanges()).toHaveLength(before);
    incident = { ...sample('denied'), severity: incident.severity };
    await run(forum, 'editAndReply');
    incident = { ...incident, revision: incident.revision + 1 };
    await run(forum, 'edit');
    expect(tagChanges()).toHaveLength(before + 1);
    expect(tagNames()).toEqual(['Pinned', 'Clash', 'High', 'Claimed and denied']);
  });

  it('that refuses a change of tags still shows the newest words', async () => {
    const forum = forumWith();
    await run(forum, 'post');
    incident = sample('denied');
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, method: 'PATCH', path: /^\/channels\/\d+$/ });
    expect(await run(forum, 'edit')).toMatchObject({ kind: 'sent' });
    expect(fake.state.messages(posted?.threadId)[0]?.body['embeds']).toMatchObject([
      { footer: { text: expect.stringContaining(`r${incident.revision}`) } },
    ]);
  });

  it.each([
    ['none of its tags fits', [{ id: '600000000000000099', name: 'Off topic' }], ['600000000000000099']],
    ['one fits', [...TAGS, { id: '600000000000000099', name: 'Off topic' }], undefined],
  ])('that requires a tag gets one, also where %s', async (_, tags, expected) => {
    await run(forumWith({ isTagRequired: true, tags }), 'post');
    expect(post()?.appliedTags).toEqual(expected ?? [TAGS[0]?.id, TAGS[2]?.id, TAGS[3]?.id]);
  });

  it('gets digests too', async () => {
    const forum = forumWith({ isTagRequired: true });
    expect(await run(forum, 'digest')).toMatchObject({ kind: 'sent' });
    const [thread] = [...fake.state.channels.values()].filter(({ parentId }) => parentId === forum);
    expect(thread?.name).toContain(ID);
  });

  it('is not told twice what an earlier try posted whose answer was lost', async () => {
    const forum = forumWith();
    fake.inject({ trouble: { kind: 'lostAnswer' }, path: /\/threads$/ });
    expect(await run(forum, 'post')).toMatchObject({ kind: 'retry' });
    deliver = start();
    const outcome = await run(forum, 'post', { sendingSince: new Date(NOW - 1000).toISOString() });
    expect(outcome).toMatchObject({ kind: 'sent', threadId: expect.any(String) });
    expect([...fake.state.channels.values()].filter(({ parentId }) => parentId === forum)).toHaveLength(1);
  });

  it('opens an archived post again for its edit', async () => {
    const forum = forumWith();
    await run(forum, 'post');
    fake.state.changeChannel(posted?.threadId ?? '', { isArchived: true });
    incident = sample('denied');
    expect(await run(forum, 'edit')).toMatchObject({ kind: 'sent' });
    expect(post()?.isArchived).toBe(false);
  });

  it('loses nothing by a deleted post: a small change is done with, a material one makes a post of its own', async () => {
    const forum = forumWith();
    await run(forum, 'post');
    fake.state.deleteChannel(posted?.threadId ?? '');
    incident = sample('denied');
    expect(await run(forum, 'edit')).toMatchObject({ kind: 'done', reason: 'its message was deleted' });
    incident = sample('confirmed');
    expect(await run(forum, 'editAndReply')).toMatchObject({ kind: 'sent' });
    expect([...fake.state.channels.values()].filter(({ parentId }) => parentId === forum)).toHaveLength(1);
  });
});

it('an announcement is published once its severity is reached, and never twice', async () => {
  const channelId = fake.state.addChannel({ type: 5 }).id;
  const publishing = () => fake.requests.filter(({ path }) => path.endsWith('/crosspost')).length;
  await run(channelId, 'post');
  expect(publishing()).toBe(0);
  const job = { id: 'x', subscriptionIds: ['s1'], channelId, incidentId: ID, language: 'en' as const, crosspost: true };
  for (const name of ['denied', 'confirmed']) {
    incident = sample(name);
    const { revision } = incident;
    const context = { plannedAt: new Date(NOW).toISOString(), pending: [], signal: new AbortController().signal };
    await deliver({ ...job, id: `r${revision}`, revision, kind: 'editAndReply' }, context);
  }
  expect(publishing()).toBe(1);
});
