import type { Sought } from './forgotten.ts';
import type { Sender } from './send.ts';
import type { SendResult } from './send-result.ts';
import type { StoredMessage } from './stored.ts';

/**
 * A message that Redis forgot is brought up to date, and bears the number that its incident has now. A list stays as it is: what it shows decides what is told.
 * `undefined`: it was deleted since.
 */
export async function adopt(
  message: StoredMessage,
  { body, cardOf, answers }: Sought,
  sender: Pick<Sender, 'edit'>,
): Promise<SendResult<StoredMessage | undefined>> {
  const [embed] = body.embeds ?? [];
  const isSame = message.footer === embed?.footer?.text && message.description === embed?.description;
  if (isSame || (cardOf === undefined && answers === undefined)) return { kind: 'sent', value: message };
  const { message_reference: _, ...words } = body;
  const edited = await sender.edit(message.channelId, message.id, words);
  if (edited.kind !== 'reject') return edited;
  if (edited.reason === 'unknownMessage') return { kind: 'sent', value: undefined };
  // It stands there all the same.
  return edited.reason === 'editLimit' ? { kind: 'sent', value: message } : edited;
}
