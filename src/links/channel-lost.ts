import type { DeliverPorts } from '../discord/deliver-types.ts';
import { tellChannelLost } from '../discord/lost-channel.ts';
import type { Sender } from '../discord/send.ts';
import type { Log } from '../ops/log.ts';
import type { State } from '../service/state.ts';

/** What is done about a channel that takes nothing any more. */
export interface ChannelLostParts {
  readonly state: Pick<State, 'subscriptions' | 'outbox' | 'store'>;
  readonly sender: Pick<Sender, 'direct'>;
  readonly log: Log;
  /** To the operators' channel. */
  readonly notify: (message: string) => void;
  readonly now: () => number;
}

/** A configured route goes on planning for its channel: operators hear of it once a day, not with every alert. */
const TELL_EVERY_MS = 86_400_000;

/** Switches the channel's subscriptions off, drops what waits for it, and tells whoever made them and the operators. */
export function createChannelLost({ state, sender, log, notify, now }: ChannelLostParts): DeliverPorts['channelLost'] {
  return async (job, reason, message) => {
    const { channelId } = job;
    const at = new Date(now()).toISOString();
    const told = new Set<string | undefined>();
    for (const subscription of await state.subscriptions.byChannel(channelId)) {
      if (subscription.disabled !== undefined) continue;
      await state.subscriptions.put({ ...subscription, disabled: { reason, at } });
      if (!told.has(subscription.createdBy)) await tellChannelLost(subscription, reason, sender);
      told.add(subscription.createdBy);
    }
    const dropped = await state.outbox.dropChannel(channelId, `channel lost: ${reason}`);
    log.warn({ channelId, reason, detail: message, dropped }, 'a channel takes nothing any more');
    const { store } = state;
    const isFirst = await store.ask('claim the notice of a lost channel', (redis) =>
      redis.set(store.key('channel-lost', channelId), at, 'PX', TELL_EVERY_MS, 'NX'),
    );
    if (told.size === 0 && isFirst === null) return;
    notify(
      `Channel ${channelId} takes nothing any more (${reason}: ${message}). Its subscriptions are switched off; /subscribe there again once that is mended. Alerts of a configured route to it are dropped until then.`,
    );
  };
}
