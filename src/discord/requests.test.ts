// As in a process that reads feeds as well: this copy of the HTTP library is loaded before that of discord.js.
import 'undici';
import { describe, expect, it } from 'vitest';
import { startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { NO_MENTIONS } from './message-body.ts';

describe('a process that reads feeds too', () => {
  it('sends files', async () => {
    const { createSender } = await import('./send.ts');
    const fake = await startFakeDiscord();
    const channelId = fake.state.addChannel({}).id;
    const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
    const sender = createSender({ token: fake.token, apiBase: fake.apiBase, budget });
    const body = { content: 'x', embeds: [], allowed_mentions: NO_MENTIONS };
    const posted = await sender.post(channelId, body, { nonce: 'n1' });
    if (posted.kind !== 'sent') throw new Error(posted.message);
    const file = {
      name: 'map.png',
      bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47]),
      contentType: 'image/png',
      description: 'A map',
    };
    expect(await sender.replaceFile(channelId, posted.value.id, file)).toMatchObject({ kind: 'sent' });
    expect(fake.faults).toEqual([]);
    await fake.close();
  });
});
