import type { Subscription } from '../../domain/alert.ts';
import { COMMAND_WORDS } from '../../words/command-words.ts';
import { SAMPLE_INCIDENTS } from '../../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../../words/sample-names.ts';
import { fill } from '../../words/words.ts';
import { tagsFor } from '../forum-tags.ts';
import { LIMITS } from '../limits.ts';
import { renderAlert } from '../render/alert.ts';
import { plainText, safeText } from '../render/safe-text.ts';
import type { SendResult } from '../send-result.ts';
import type { Desk } from './ask.ts';

/** Puts an invented alert into a subscription's channel, as its alerts will look; marked as a test, without buttons, mentioning nobody. */
export async function postSample(
  { id, channelId, language }: Subscription,
  { sender }: Pick<Desk, 'sender'>,
): Promise<SendResult<unknown>> {
  const incident = SAMPLE_INCIDENTS['denied'];
  if (incident === undefined) throw new Error('there is no sample incident');
  const card = renderAlert(incident, { language, names: SAMPLE_NAMES, buttons: 'none', marker: 'test' });
  const notice = fill(COMMAND_WORDS[language].testAlert, { id }, language);
  const body = { ...card, content: `🧪 **${safeText(notice, 300)}**\n${card.content ?? ''}` };
  const sent = await sender.post(channelId, body);
  if (sent.kind !== 'reject' || sent.reason !== 'notAMessageChannel') return sent;
  const forum = await sender.channel(channelId);
  if (forum.kind !== 'sent') return forum;
  return sender.forumPost(channelId, plainText(notice, LIMITS.threadName), body, {
    tags: tagsFor(incident, forum.value, language),
  });
}
