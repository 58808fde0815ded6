import type { DeliverPorts } from '../discord/deliver-types.ts';
import { tellChannelLost } from '../discord/lost-channel.ts';
import type { Sender } from '../discord/send.ts';
import type { Log } from '../ops/log.ts';
import type { State } from '../service/state.ts';

/** What is done about a channel that takes nothing any more. */
export interface ChannelLostParts {
  readonly state: Pick<State, 'subscriptions' | 'outbox' | 'lostChannels'>;
  readonly sender: Pick<Sender, 'direct'>;
  readonly log: Log;
  /** To the operators' channel. */
  readonly notify: (message: string) => void;
  readonly now: () => number;
  /** Whether the configuration in force leads to this channel. */
  readonly isConfigured: (channelId: string) => boolean;
  /** How often a configured channel is tried again, and how long alerts wait for it; ms. */
  readonly waits: () => { readonly everyMs: number; readonly keepMs: number };
}

/**
 * A channel that people subscribed themselves: its subscriptions are switched off, what waits is dropped, whoever made them and the operators hear of it.
 * A channel of the configuration: everything waits in its line and is tried again; the operators hear of it once, and once more when it is back.
 */
export function createChannelLost(parts: ChannelLostParts): DeliverPorts['channelLost'] {
  const { state, sender, log, notify, now } = parts;

  async function switchOff(channelId: string, reason: 'noPermission' | 'unknownChannel', detail: string) {
    const at = new Date(now()).toISOString();
    const told = new Set<string | undefined>();
    for (const subscription of await state.subscriptions.byChannel(channelId)) {
      if (subscription.disabled !== undefined) continue;
      await state.subscriptions.put({ ...subscription, disabled: { reason, at } });
      if (!told.has(subscription.createdBy)) await tellChannelLost(subscription, reason, sender);
      told.add(subscription.createdBy);
    }
    const dropped = await state.outbox.dropChannel(channelId, `channel lost: ${reason}`);
    await state.lostChannels.forget(channelId);
    log.warn({ channelId, reason, detail, dropped }, 'a channel takes nothing any more');
    if (told.size === 0 && dropped === 0) return;
    notify(
      `Channel ${channelId} takes nothing any more (${reason}: ${detail}). Its subscriptions are switched off and ${dropped} waiting alerts dropped; /subscribe there again once that is mended.`,
    );
  }

  return async (job, reason, detail) => {
    const { channelId } = job;
    if (!parts.isConfigured(channelId)) {
      await switchOff(channelId, reason, detail);
      return { kind: 'dropped' };
    }
    const since = new Date(now()).toISOString();
    const isNew = await state.lostChannels.note({ channelId, reason, detail, since });
    if (isNew) {
      log.warn({ channelId, reason, detail }, 'a channel of the configuration takes nothing; its alerts wait');
      const mend =
        reason === 'noPermission' ? 'give the bot View Channel, Send Messages and Embed Links there' : 'it is gone';
      notify(
        `Channel ${channelId} of the configuration takes nothing (${detail}). Its alerts wait and nothing is lost: ${mend}, or name another channel in config/.`,
      );
    }
    const { everyMs, keepMs } = parts.waits();
    const waitedMs = job.arrivedAt === undefined ? 0 : now() - Date.parse(job.arrivedAt);
    if (waitedMs > keepMs)
      return {
        kind: 'setAside',
        reason: 'waited longer than discord.lostChannelKeep for a channel that takes nothing',
      };
    return { kind: 'waits', afterMs: everyMs };
  };
}
