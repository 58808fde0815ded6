import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { createDeliverer, type Deliver } from './deliver.ts';
import type { Posted } from './deliver-types.ts';
import { createSender } from './send.ts';

const NOW = Date.now();
const OLD = 'AA-2026-11-21-07';
const NEW = 'AA-2026-11-21-507';

let fake: FakeDiscord;
let channelId: string;
let deliver: Deliver;
/** What Redis knows. */
let incidents: Map<string, Incident>;
let posts: Map<string, Posted>;
let memory: { epoch: string; restartedAt?: number };

beforeEach(async () => {
  fake = await startFakeDiscord();
  channelId = fake.state.addChannel({}).id;
  incidents = new Map([[OLD, sample('claimed')]]);
  posts = new Map();
  memory = { epoch: '' };
  deliver = createDeliverer({
    sender: createSender({
      token: fake.token,
      apiBase: fake.apiBase,
      budget: { acquire: () => Promise.resolve(), block: () => Promise.resolve() },
    }),
    ports: {
      incidentOf: (id) => Promise.resolve(incidents.get(id)),
      postOf: (incidentId, channel) => Promise.resolve(posts.get(`${incidentId} ${channel}`)),
      memory: () => Promise.resolve(memory),
      isLogged: (messageId) => Promise.resolve([...posts.values()].some((post) => post.messageId === messageId)),
      names: () => SAMPLE_NAMES,
      channelLost: () => Promise.resolve({ kind: 'dropped' }),
      lateAfterMs: () => 30 * 60_000,
      now: () => NOW,
    },
  });
});
afterEach(() => fake.close());

function sample(name: string, more: Partial<Incident> = {}): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`no sample ${name}`);
  return { ...incident, ...more };
}

/** Delivers and writes the log, as the worker does. */
async function run(kind: DeliveryJob['kind'], incidentId: string, more: Partial<DeliveryJob> = {}, plannedAt = NOW) {
  const revision = incidents.get(incidentId)?.revision ?? 1;
  const job: DeliveryJob = {
    id: `${kind}-${incidentId}-${revision}`.slice(-25),
    subscriptionIds: ['s1'],
    channelId,
    incidentId,
    revision,
    kind,
    language: 'en',
    ...more,
  };
  const signal = new AbortController().signal;
  const outcome = await deliver(job, { plannedAt: new Date(plannedAt).toISOString(), pending: [], signal });
  if (outcome.kind === 'sent')
    posts.set(`${incidentId} ${job.channelId}`, { messageId: outcome.messageId, revision, kind: 'own' });
  return outcome;
}

/** Redis comes back and knows none of these incidents, nor what was posted. */
function comeBack(...known: readonly Incident[]): void {
  incidents = new Map(known.map((incident) => [incident.id, incident]));
  posts.clear();
  memory = { epoch: 'a1', restartedAt: NOW - 1000 };
}

const footers = (channel = channelId) =>
  fake.state
    .messages(channel)
    .map(({ body }) => (body['embeds'] as readonly { footer?: { text: string } }[] | undefined)?.[0]?.footer?.text);

describe('after Redis came back without its last moments', () => {
  it('a card of the same reports is kept, bears the new number and is answered', async () => {
    await run('post', OLD);
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    const kept = await run('post', NEW);
    expect(kept).toMatchObject({ kind: 'sent', messageId: fake.state.messages(channelId)[0]?.id });
    expect(footers()).toEqual([`${NEW} r1`]);
    incidents.set(NEW, sample('denied', { id: NEW, revision: 2 }));
    await run('editAndReply', NEW);
    expect(footers()).toEqual([`${NEW} r2`, `update ${NEW} r2`]);
  });

  it('a card of the same kind and place is kept where another report of it came first', async () => {
    await run('post', OLD);
    const other = sample('claimed').reports.map((report) => ({ ...report, url: 'https://other.example/1' }));
    comeBack(sample('claimed', { id: NEW, revision: 1, reports: other }));
    await run('post', NEW);
    expect(footers()).toEqual([`${NEW} r1`]);
  });

  it('each of two incidents finds its own card, in whatever order they come', async () => {
    const here = sample('claimed');
    const elsewhere = sample('claimed', {
      id: 'AA-2026-11-21-08',
      place: { ...here.place, gazetteerId: 'tegh', names: { en: 'Tegh' } },
      reports: here.reports.map((report) => ({ ...report, url: 'https://other.example/2' })),
    });
    incidents.set(elsewhere.id, elsewhere);
    await run('post', OLD);
    await run('post', elsewhere.id);
    const [first, second] = fake.state.messages(channelId);
    comeBack({ ...elsewhere, id: NEW, revision: 1 }, { ...here, id: 'AA-2026-11-21-508', revision: 1 });
    expect(await run('post', NEW)).toMatchObject({ messageId: second?.id });
    expect(await run('post', 'AA-2026-11-21-508')).toMatchObject({ messageId: first?.id });
    expect(footers()).toEqual(['AA-2026-11-21-508 r1', `${NEW} r1`]);
  });

  /** The card stood there before, and its change is told. */
  async function answered(incidentId: string, changed: Incident): Promise<void> {
    incidents.set(incidentId, changed);
    posts.set(`${incidentId} ${channelId}`, { messageId: cardId(), revision: 2, kind: 'own' });
    await run('editAndReply', incidentId);
  }
  const cardId = () => fake.state.messages(channelId)[0]?.id ?? '';

  it('an answer that was given is not given again under the new number', async () => {
    await run('post', OLD);
    await answered(OLD, sample('confirmed', { id: OLD }));
    expect(footers()).toEqual([`${OLD} r4`, `update ${OLD} r4`]);
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    await run('post', NEW);
    await answered(NEW, sample('confirmed', { id: NEW }));
    expect(footers()).toEqual([`${NEW} r4`, `update ${NEW} r4`]);
  });

  it('an answer to another card, or of another change, is given', async () => {
    await run('post', OLD);
    await answered(OLD, sample('confirmed', { id: OLD }));
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    await run('post', NEW);
    const { history } = sample('confirmed');
    await answered(
      NEW,
      sample('confirmed', { id: NEW, history: [{ ...history[1], detail: 'ARM killed 0->2' } as Change] }),
    );
    expect(footers()).toEqual([`${NEW} r4`, `update ${OLD} r4`, `update ${NEW} r4`]);
  });

  it('an answer of the same number that told something else now tells this', async () => {
    const { history } = sample('confirmed');
    await run('post', OLD);
    await answered(OLD, sample('confirmed', { id: OLD, history: history.slice(0, 1) }));
    const told = () => JSON.stringify(fake.state.messages(channelId)[1]?.body['embeds']);
    const before = told();
    comeBack();
    await answered(OLD, sample('confirmed', { id: OLD, history: history.slice(1) }));
    expect(footers()).toEqual([`${OLD} r4`, `update ${OLD} r4`]);
    expect(told()).not.toBe(before);
  });

  it('what stands already is not told again in the list of late ones', async () => {
    await run('post', OLD);
    const late = sample('claimed', { id: NEW, revision: 1 });
    const missed = sample('truce', { id: 'AA-2026-11-21-508', revision: 1 });
    comeBack(late, missed);
    await run('digest', NEW, { isLate: true, digest: [NEW, missed.id] });
    const list = JSON.stringify(fake.state.messages(channelId)[1]?.body['embeds']).replace(/"footer".*/, '');
    expect(list).toContain(missed.id);
    expect(list).not.toContain(NEW);
  });

  it('a card is found once a channel that refused everything for a while is open again', async () => {
    await run('post', OLD);
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, times: 2, path: /messages/ });
    expect((await run('post', NEW)).kind).not.toBe('sent');
    await run('post', NEW);
    expect(footers()).toEqual([`${NEW} r1`]);
  });

  it.each([
    ['was deleted since is posted anew', 404, 10008, [`${OLD} r1`, `${NEW} r1`]],
    ['takes no more edits is kept as it is', 400, 30046, [`${OLD} r1`]],
  ])('a card that %s', async (_what, status, code, expected) => {
    await run('post', OLD);
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    fake.inject({ trouble: { kind: 'status', status, code }, times: 1, path: /messages\/\d+/ });
    expect(await run('post', NEW)).toMatchObject({ kind: 'sent' });
    expect(footers()).toEqual(expected);
  });

  it('a forum post is found by the reports of its first message', async () => {
    channelId = fake.state.addChannel({ type: 15 }).id;
    await run('post', OLD);
    const before = fake.state.messages().length;
    comeBack(sample('claimed', { id: NEW, revision: 1 }));
    const kept = await run('post', NEW);
    expect(kept.kind).toBe('sent');
    expect(fake.state.messages()).toHaveLength(before);
    expect(JSON.stringify(fake.state.messages().at(-1)?.body)).toContain(NEW);
  });
});

describe('a card that stands in the channel is nobody else’s', () => {
  const other = { id: NEW, revision: 1 };

  it.each<[string, () => void]>([
    ['when Redis is whole', () => (memory = { epoch: '' })],
    ['when Redis came back over an hour ago', () => (memory = { epoch: 'a1', restartedAt: NOW - 3_700_000 })],
    ['when Redis knows its incident', () => incidents.set(OLD, sample('claimed'))],
    [
      'when Redis knows the message',
      () => posts.set('x', { messageId: fake.state.messages(channelId)[0]?.id ?? '', revision: 1, kind: 'own' }),
    ],
  ])('%s', async (_when, change) => {
    await run('post', OLD);
    comeBack(sample('claimed', other));
    change();
    await run('post', NEW);
    expect(footers()).toEqual([`${OLD} r1`, `${NEW} r1`]);
  });

  it('when it is of another place and links other reports', async () => {
    await run('post', OLD);
    const { place, reports } = sample('claimed');
    comeBack(
      sample('claimed', {
        ...other,
        place: { ...place, gazetteerId: 'tegh', names: { en: 'Tegh' } },
        reports: reports.map((report) => ({ ...report, url: 'https://other.example/1' })),
      }),
    );
    await run('post', NEW);
    expect(footers()).toEqual([`${OLD} r1`, `${NEW} r1`]);
  });

  it('asks for the messages of a channel once, and posts where they may not be read', async () => {
    comeBack(sample('claimed', other), sample('truce', { id: OLD, revision: 1 }));
    await run('post', NEW);
    await run('post', OLD);
    expect(fake.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
    expect(footers()).toHaveLength(2);
  });
});
