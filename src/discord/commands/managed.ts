import { type Ask, type Desk, type Handler, type Reply, sentence, speech } from './ask.ts';

/** A command of those who manage a server: refused to all others, and outside servers. */
export function managed(handle: (ask: Ask, desk: Desk, guildId: string) => Promise<Reply>): Handler {
  return async (ask, desk) => {
    const { say } = speech(ask);
    if (ask.guildId === undefined) return sentence(ask, say.needsServer);
    // Discord hides the command from others by default; servers may change that, so it is asked again here.
    if (!ask.canManage) return sentence(ask, say.needsManage);
    return handle(ask, desk, ask.guildId);
  };
}
