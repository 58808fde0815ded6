import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { createDeliverer, type Deliver } from './deliver.ts';
import type { ChannelLost, DeliverContext, Posted } from './deliver-types.ts';
import { createSender } from './send.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

let fake: FakeDiscord;
let channelId: string;
let deliver: Deliver;
let incidents: Map<string, Incident>;
let posts: Map<string, Posted>;
let lost: string[];
/** What the service decides about a lost channel. */
let becomes: ChannelLost;

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`no sample ${name}`);
  return incident;
}

beforeEach(async () => {
  fake = await startFakeDiscord();
  channelId = fake.state.addChannel({}).id;
  incidents = new Map(Object.values(SAMPLE_INCIDENTS).map((incident) => [incident.id, incident]));
  incidents.set('AA-2026-11-21-07', sample('claimed'));
  posts = new Map();
  lost = [];
  becomes = { kind: 'dropped' };
  deliver = start();
});

afterEach(async () => {
  await fake.close();
});

/** As after a restart: nothing is remembered but what the ports give. */
function start(): Deliver {
  const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  return createDeliverer({
    sender: createSender({ token: fake.token, apiBase: fake.apiBase, budget }),
    ports: {
      incidentOf: (id) => Promise.resolve(incidents.get(id)),
      postOf: (incidentId, channel) => Promise.resolve(posts.get(`${incidentId} ${channel}`)),
      names: () => SAMPLE_NAMES,
      channelLost: (job, reason) => {
        lost.push(`${job.channelId} ${reason}`);
        return Promise.resolve(becomes);
      },
      lateAfterMs: () => 30 * 60_000,
      now: () => NOW,
    },
  });
}

function job(kind: DeliveryJob['kind'], more: Partial<DeliveryJob> = {}): DeliveryJob {
  const incidentId = more.incidentId ?? 'AA-2026-11-21-07';
  return {
    id: `${kind}-${incidentId}`.slice(0, 25),
    subscriptionIds: ['s1'],
    channelId,
    incidentId,
    revision: 1,
    kind,
    language: 'en',
    ...more,
  };
}

function context(more: Partial<DeliverContext> = {}): DeliverContext {
  return { plannedAt: new Date(NOW).toISOString(), pending: [], signal: new AbortController().signal, ...more };
}

/** Delivers and writes the log, as the worker does. */
async function run(delivery: DeliveryJob, more: Partial<DeliverContext> = {}) {
  const outcome = await deliver(delivery, context(more));
  if (outcome.kind === 'sent') {
    const { messageId, threadId } = outcome;
    const kind = delivery.kind === 'digest' ? 'digest' : 'own';
    posts.set(`${delivery.incidentId} ${delivery.channelId}`, {
      messageId,
      revision: delivery.revision,
      kind,
      ...(threadId === undefined ? {} : { threadId }),
    });
  }
  return outcome;
}

const contents = () => fake.state.messages(channelId).map((message) => String(message.body['content']));

describe('an incident’s life in a channel', () => {
  it('is posted, edited in place, answered on a material change, struck through when taken back', async () => {
    await run(job('post'));
    incidents.set('AA-2026-11-21-07', sample('denied'));
    await run(job('edit', { id: 'e', revision: 2 }));
    expect(contents()).toHaveLength(1);
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    await run(job('editAndReply', { id: 'r', revision: 4, mentionRoleId: '111111111111111111' }));
    expect(contents()[0]).toMatch(/^🟠/);
    expect(contents()[1]).toMatch(/^↻ \*\*Update\*\* .*\n<@&111111111111111111>$/);
    expect(fake.state.messages(channelId)[1]?.body).toMatchObject({
      message_reference: { message_id: fake.state.messages(channelId)[0]?.id },
      embeds: [{ description: expect.stringContaining('Deaths: Armenia: 0 → 1 killed') }],
    });
    const retracted = { ...sample('retracted'), id: 'AA-2026-11-21-07', revision: 5 };
    incidents.set('AA-2026-11-21-07', retracted);
    await run(job('retract', { id: 'x', revision: 5 }));
    expect(contents()[0]).toMatch(/^⛔ \*\*Retracted\*\* · ~~/);
    expect(contents()[2]).toMatch(/^↻ \*\*Retracted\*\*/);
    expect(fake.faults).toEqual([]);
  });

  it('only the reply mentions the role, never the edit', async () => {
    await run(job('post', { mentionRoleId: '111111111111111111' }));
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    await run(job('editAndReply', { id: 'r', revision: 4, mentionRoleId: '111111111111111111' }));
    const edit = fake.requests.find((request) => request.method === 'PATCH');
    expect(JSON.stringify(edit?.body)).not.toContain('111111111111111111');
  });

  it('a change of an incident that was never posted here is told as a whole card', async () => {
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    expect(await run(job('editAndReply', { revision: 4 }))).toMatchObject({ kind: 'sent' });
    expect(contents()[0]).toMatch(/^🟠/);
  });

  it('nothing is said where it was taken back before it was posted', async () => {
    incidents.set('AA-2026-11-21-07', { ...sample('retracted'), id: 'AA-2026-11-21-07' });
    const pending = [{ id: 'later', incidentId: 'AA-2026-11-21-07', revision: 3, kind: 'retract' as const }];
    expect(await run(job('post'), { pending })).toMatchObject({ kind: 'done', alsoDone: ['later'] });
    expect(await run(job('retract'))).toMatchObject({ kind: 'done' });
    expect(contents()).toEqual([]);
  });

  it('a deleted card is still answered, and stands alone', async () => {
    await run(job('post'));
    fake.state.remove(channelId, fake.state.messages(channelId)[0]?.id ?? '');
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    expect(await run(job('editAndReply', { id: 'r', revision: 4 }))).toMatchObject({ kind: 'sent' });
    expect(contents()).toHaveLength(1);
  });

  it('with a thread, changes are told in it', async () => {
    await run(job('post', { thread: true, crosspost: true }));
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    await run(job('editAndReply', { id: 'r', revision: 4, thread: true }));
    const card = fake.state.messages(channelId)[0];
    expect(fake.state.messages(channelId)).toHaveLength(1);
    expect(fake.state.messages(card?.id).map((message) => message.body['message_reference'])).toEqual([undefined]);
  });

  it('in a forum it is a post of its own, edited there', async () => {
    const forum = fake.state.addChannel({ type: 15 }).id;
    const outcome = await run(job('post', { channelId: forum }));
    expect(outcome).toMatchObject({ kind: 'sent', threadId: expect.any(String) });
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    await run(job('editAndReply', { id: 'r', revision: 4, channelId: forum }));
    const thread = outcome.kind === 'sent' ? fake.state.messages(outcome.threadId) : [];
    expect(thread.map((message) => String(message.body['content']).slice(0, 2))).toEqual(['🟠', '↻ ']);
    expect(fake.faults).toEqual([]);
  });
});

describe('changes that wait behind each other', () => {
  it('an edit that a newer change follows is left to that one', async () => {
    await run(job('post'));
    const pending = [{ id: 'next', incidentId: 'AA-2026-11-21-07', revision: 3, kind: 'edit' as const }];
    expect(await run(job('edit', { id: 'e', revision: 2 }), { pending })).toMatchObject({ kind: 'done' });
  });

  it('a post shows the newest revision and takes the waiting changes with it', async () => {
    incidents.set('AA-2026-11-21-07', sample('denied'));
    const pending = [
      { id: 'e2', incidentId: 'AA-2026-11-21-07', revision: 2, kind: 'edit' as const },
      { id: 'e9', incidentId: 'AA-2026-11-21-07', revision: 9, kind: 'edit' as const },
      { id: 'other', incidentId: 'AA-2026-11-22-02', revision: 1, kind: 'post' as const },
    ];
    expect(await run(job('post'), { pending })).toMatchObject({ alsoDone: ['e2'] });
  });

  it('digests of a channel become one message', async () => {
    const pending = [{ id: 'd2', incidentId: 'AA-2026-11-22-02', revision: 1, kind: 'digest' as const }];
    const outcome = await run(job('digest', { digest: ['AA-2026-11-21-07'], isLate: true }), { pending });
    expect(outcome).toMatchObject({ kind: 'sent', alsoDone: ['d2'] });
    expect(contents()).toEqual([expect.stringContaining('these alerts are late** · 2 incidents')]);
  });

  it('a digest that is too long leaves the rest in the line', async () => {
    const pending = Array.from({ length: 60 }, (_, n) => {
      const id = `AA-2026-11-20-${n + 100}`;
      incidents.set(id, { ...sample('confirmed'), id });
      return { id: `d${n}`, incidentId: id, revision: 1, kind: 'digest' as const };
    });
    const outcome = await run(job('digest', { digest: ['AA-2026-11-21-07'] }), { pending });
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    expect(outcome.alsoDone?.length).toBeGreaterThan(3);
    expect(outcome.alsoDone?.length).toBeLessThan(60);
    const [message] = fake.state.messages(channelId);
    for (const id of outcome.alsoDone ?? []) {
      expect(JSON.stringify(message?.body)).toContain(pending.find((waiting) => waiting.id === id)?.incidentId);
    }
  });
});

describe('after Discord was away for an hour', () => {
  const overdue = { plannedAt: new Date(NOW - 3_600_000).toISOString() };
  const waiting = (id: string, kind: DeliveryJob['kind'], revision = 1) => ({
    id: `${kind} ${id} ${revision}`,
    incidentId: id,
    revision,
    kind,
  });

  beforeEach(() => {
    for (const id of ['AA-2026-11-21-11', 'AA-2026-11-21-12', 'AA-2026-11-21-13'])
      incidents.set(id, { ...sample('denied'), id });
    incidents.set('AA-2026-11-21-13', {
      ...sample('claimed'),
      id: 'AA-2026-11-21-13',
      firstSeenAt: new Date(NOW - 60_000).toISOString(),
    });
  });

  it('what waits for a channel is told in one digest marked late, each incident as it stands; what is fresh waits its turn', async () => {
    const pending = [
      waiting('AA-2026-11-21-11', 'post'),
      waiting('AA-2026-11-21-07', 'edit', 1),
      waiting('AA-2026-11-21-11', 'editAndReply', 2),
      waiting('AA-2026-11-21-11', 'edit', 9),
      waiting('AA-2026-11-21-13', 'post'),
      waiting('AA-2026-11-21-12', 'post'),
    ];
    const outcome = await run(job('post'), { ...overdue, pending });
    expect(outcome).toMatchObject({
      kind: 'sent',
      alsoDone: [
        'post AA-2026-11-21-11 1',
        'edit AA-2026-11-21-07 1',
        'editAndReply AA-2026-11-21-11 2',
        'post AA-2026-11-21-12 1',
      ],
      listed: [
        { incidentId: 'AA-2026-11-21-07' },
        { incidentId: 'AA-2026-11-21-11', revision: 2 },
        { incidentId: 'AA-2026-11-21-12' },
      ],
    });
    expect(contents()).toEqual([expect.stringContaining('these alerts are late** · 3 incidents')]);
    expect(fake.faults).toEqual([]);
  });

  it('one alert alone is a card of its own, marked late', async () => {
    await run(job('post'), { ...overdue, pending: [waiting('AA-2026-11-21-13', 'post')] });
    expect(contents()).toEqual([expect.stringContaining('⏱')]);
  });

  it('a card whose answer was lost before is found, and not told again in the digest', async () => {
    await deliver(job('post', { id: 'forgotten-nonce' }), context());
    deliver = start();
    const pending = [waiting('AA-2026-11-21-11', 'post')];
    const outcome = await run(job('post'), { ...overdue, pending, sendingSince: overdue.plannedAt });
    expect(outcome).toMatchObject({ kind: 'sent', messageId: fake.state.messages(channelId)[0]?.id, alsoDone: [] });
    expect(contents()).toHaveLength(1);
  });

  it('a digest whose answer was lost before is found', async () => {
    const pending = [waiting('AA-2026-11-21-11', 'post')];
    await deliver(job('post'), context({ ...overdue, pending }));
    deliver = start();
    await run(job('post'), { ...overdue, pending, sendingSince: overdue.plannedAt });
    expect(contents()).toHaveLength(1);
  });

  it('the changes of a card that stands are answered once, with all of them', async () => {
    await run(job('post'));
    incidents.set('AA-2026-11-21-07', sample('confirmed'));
    const pending = [
      waiting('AA-2026-11-21-07', 'editAndReply', 3),
      waiting('AA-2026-11-21-11', 'post'),
      waiting('AA-2026-11-21-07', 'editAndReply', 4),
      waiting('AA-2026-11-21-07', 'editAndReply', 99),
    ];
    const outcome = await run(job('editAndReply', { id: 'r', revision: 2 }), { ...overdue, pending });
    expect(outcome).toMatchObject({
      kind: 'sent',
      revision: sample('confirmed').revision,
      alsoDone: ['editAndReply AA-2026-11-21-07 3', 'editAndReply AA-2026-11-21-07 4'],
    });
    expect(contents()).toHaveLength(2);
  });
});

describe('nothing twice, nothing lost', () => {
  it.each([
    ['the answer was lost', { kind: 'lostAnswer' }, 1],
    ['the connection broke first', { kind: 'reset' }, 1],
    ['Discord failed', { kind: 'status', status: 502 }, 1],
  ] as const)('%s: the repeat leaves one message', async (_, trouble, expected) => {
    fake.inject({ trouble });
    expect(await run(job('post'))).toMatchObject({ kind: 'retry' });
    expect(await run(job('post'), { sendingSince: new Date(NOW - 2000).toISOString() })).toMatchObject({
      kind: 'sent',
    });
    expect(contents()).toHaveLength(expected);
  });

  it('stored, then killed, and repeated when Discord no longer knows the nonce: found by its marker', async () => {
    await deliver(job('post'), context());
    deliver = start();
    const outcome = await run(job('post', { id: 'forgotten-nonce' }), {
      sendingSince: new Date(NOW - 600_000).toISOString(),
    });
    expect(outcome).toMatchObject({ kind: 'sent', messageId: fake.state.messages(channelId)[0]?.id });
    expect(contents()).toHaveLength(1);
  });

  it('stored, then killed, and repeated after the clock was set back: found by its marker, for nobody knows how old the nonce is', async () => {
    await deliver(job('post'), context());
    deliver = start();
    const outcome = await run(job('post', { id: 'forgotten-nonce' }), {
      sendingSince: new Date(NOW + 600_000).toISOString(),
    });
    expect(outcome).toMatchObject({ kind: 'sent', messageId: fake.state.messages(channelId)[0]?.id });
    expect(contents()).toHaveLength(1);
  });

  it('a repeat that finds an older card does not call the newer revision shown', async () => {
    await deliver(job('post'), context());
    incidents.set('AA-2026-11-21-07', sample('denied'));
    const pending = [{ id: 'e2', incidentId: 'AA-2026-11-21-07', revision: 2, kind: 'edit' as const }];
    const outcome = await run(job('post'), { pending, sendingSince: new Date(NOW - 1000).toISOString() });
    expect(outcome).toMatchObject({ kind: 'sent', alsoDone: [] });
  });

  it('a digest stored before a crash counts only what it shows', async () => {
    await deliver(job('digest', { digest: ['AA-2026-11-21-07'] }), context());
    const pending = [{ id: 'd2', incidentId: 'AA-2026-11-22-02', revision: 1, kind: 'digest' as const }];
    const outcome = await run(job('digest', { digest: ['AA-2026-11-21-07'] }), {
      pending,
      sendingSince: new Date(NOW - 1000).toISOString(),
    });
    expect(outcome).toMatchObject({ kind: 'sent', alsoDone: [] });
    expect(contents()).toHaveLength(1);
  });

  it('what stands in the channel is not posted again', async () => {
    await run(job('post'));
    expect(await run(job('post'))).toMatchObject({ kind: 'done' });
    expect(contents()).toHaveLength(1);
  });

  it('waits longer after each failure, and from the start once it worked', async () => {
    fake.inject({ trouble: { kind: 'status', status: 500 }, times: 3 });
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const outcome = await run(job('post'));
      if (outcome.kind === 'retry') waits.push(outcome.afterMs);
    }
    expect(waits).toEqual([1000, 2000, 4000]);
    await run(job('post'));
    fake.inject({ trouble: { kind: 'status', status: 500 } });
    expect(await run(job('edit', { id: 'e', revision: 2 }))).toMatchObject({ kind: 'retry', afterMs: 1000 });
  });
});

describe('a question to the moderators', () => {
  const item = {
    id: 'i1',
    feedId: 'f',
    outletId: 'o',
    url: 'https://o.example/1',
    title: 'Gunfire was heard near the border',
    summary: '',
    dateBasis: 'firstSeen',
    fetchedAt: new Date(NOW).toISOString(),
    language: 'en',
    languageConfidence: 1,
  } as const;
  const classification = { label: 'clash', score: 0.6, reason: 'few points', evidence: [] } as const;
  const question = () => job('review', { incidentId: 'i1', revision: 0, review: { item, classification, places: [] } });

  it('is asked once, also when the process was killed before it could note that', async () => {
    await deliver(question(), context());
    deliver = start();
    const outcome = await deliver(question(), context({ sendingSince: new Date(NOW - 600_000).toISOString() }));
    expect(outcome).toMatchObject({ kind: 'sent', messageId: fake.state.messages(channelId)[0]?.id });
    expect(contents()).toEqual([expect.stringContaining('Gunfire was heard near the border')]);
    expect(fake.faults).toEqual([]);
  });

  it('waits while Discord is away, like any alert', async () => {
    fake.inject({ trouble: { kind: 'status', status: 503 } });
    expect(await deliver(question(), context())).toMatchObject({ kind: 'retry' });
  });
});

describe('what Discord refuses', () => {
  it('a missing permission stops this channel, is told once, and the others go on', async () => {
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 } });
    expect(await run(job('post'))).toMatchObject({ kind: 'done' });
    expect(lost).toEqual([`${channelId} noPermission`]);
    const other = fake.state.addChannel({}).id;
    expect(await run(job('post', { channelId: other, id: 'o' }))).toMatchObject({ kind: 'sent' });
  });

  it('a channel of the configuration waits until it is mended, however long its words in Discord', async () => {
    becomes = { kind: 'waits', afterMs: 60_000 };
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 } });
    expect(await run(job('post'))).toMatchObject({ kind: 'retry', afterMs: 60_000, unsent: true });
    expect(await run(job('post'))).toMatchObject({ kind: 'sent' });
    becomes = { kind: 'setAside', reason: 'waited 7 days' };
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50001 } });
    expect(await run(job('edit', { id: 'e', revision: 2 }))).toMatchObject({
      kind: 'setAside',
      reason: expect.stringContaining('waited 7 days'),
    });
  });

  it('a deleted channel', async () => {
    fake.state.deleteChannel(channelId);
    expect(await run(job('post'))).toMatchObject({ kind: 'done' });
    expect(lost).toEqual([`${channelId} unknownChannel`]);
  });

  it('a revoked token stops everything and says which variable', async () => {
    fake.inject({ trouble: { kind: 'status', status: 401 } });
    expect(await run(job('post'))).toMatchObject({ kind: 'stop', reason: expect.stringContaining('DISCORD_TOKEN') });
  });

  it('a body it finds wrong is set aside with Discord’s words', async () => {
    fake.inject({ trouble: { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' } });
    expect(await run(job('post'))).toMatchObject({
      kind: 'setAside',
      reason: expect.stringContaining('Invalid Form Body'),
      body: { allowed_mentions: { parse: [] }, embeds: [{ footer: { text: 'AA-2026-11-21-07 r1' } }] },
    });
  });

  it('one edit too many of an old message is no failure', async () => {
    await run(job('post'));
    fake.inject({ trouble: { kind: 'status', status: 400, code: 30046 } });
    expect(await run(job('edit', { id: 'e', revision: 2 }))).toMatchObject({ kind: 'done' });
  });
});

it('every body forbids mentions but those of the subscription', async () => {
  for (const [name, incident] of Object.entries(SAMPLE_INCIDENTS)) {
    incidents.set(incident.id, incident);
    await run(job('post', { id: name, incidentId: incident.id, channelId: fake.state.addChannel({}).id }));
  }
  const bodies = fake.requests.map((request) => request.body as { allowed_mentions?: unknown });
  expect(bodies.filter((body) => JSON.stringify(body.allowed_mentions) !== '{"parse":[]}')).toEqual([]);
  expect(fake.faults).toEqual([]);
});
