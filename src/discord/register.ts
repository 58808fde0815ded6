import { type CommandDefinition, definitionsHash } from './commands/definitions.ts';
import type { Sender } from './send.ts';

/** Remembers what was registered last, for this bot. */
export interface RegisteredHash {
  get(): Promise<string | undefined>;
  set(hash: string): Promise<unknown>;
}

export type Registration =
  | { readonly kind: 'registered'; readonly count: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Registers the slash commands when their definition changed since the last time; Discord counts registrations. */
export async function registerCommands(
  definitions: readonly CommandDefinition[],
  sender: Pick<Sender, 'putCommands'>,
  registered: RegisteredHash,
  applicationId?: string,
): Promise<Registration> {
  const hash = definitionsHash(definitions);
  if ((await registered.get()) === hash) return { kind: 'unchanged' };
  const sent = await sender.putCommands(definitions, applicationId);
  if (sent.kind !== 'sent') return { kind: 'failed', reason: sent.message };
  await registered.set(hash);
  return { kind: 'registered', count: definitions.length };
}
