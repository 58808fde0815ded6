import type { Subscription } from '../domain/alert.ts';
import { COMMAND_WORDS } from '../words/command-words.ts';
import { fill } from '../words/words.ts';
import { NO_MENTIONS } from './message-body.ts';
import type { Sender } from './send.ts';
import type { SendResult } from './send-result.ts';

/**
 * Tells whoever made a subscription, in a direct message and in the subscription's language, that its channel takes nothing any more and what to do.
 * `undefined`: nobody made it (it is configuration).
 */
export async function tellChannelLost(
  subscription: Pick<Subscription, 'channelId' | 'createdBy' | 'language'>,
  reason: 'noPermission' | 'unknownChannel',
  sender: Pick<Sender, 'direct'>,
): Promise<SendResult<unknown> | undefined> {
  if (subscription.createdBy === undefined) return undefined;
  const { language } = subscription;
  const channel = `<#${subscription.channelId}>`;
  const content = fill(COMMAND_WORDS[language].lost[reason], { channel }, language);
  return sender.direct(subscription.createdBy, { content, allowed_mentions: NO_MENTIONS });
}
