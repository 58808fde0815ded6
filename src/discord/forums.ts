import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { adopt } from './adopt.ts';
import type { Forgotten, Sought } from './forgotten.ts';
import { changedTags, tagsFor } from './forum-tags.ts';
import type { MessageFile, Sender } from './send.ts';
import type { SendResult } from './send-result.ts';
import type { ChannelShape, StoredMessage } from './stored.ts';

/** A post in a forum: a thread with its first message. */
export interface ForumPost {
  readonly name: string;
  /** Chooses the tags; absent for a message about several incidents. */
  readonly incident?: Incident;
  readonly language: Language;
}

export interface Forums {
  /** The forum, when the channel is known to be one; asks nobody. */
  known(channelId: string): ChannelShape | undefined;
  /** As `known`, and asks Discord where that was not done lately. `undefined`: no forum, or Discord did not say. */
  look(channelId: string): Promise<ChannelShape | undefined>;
  /** Opens a post. It takes no nonce: `isInDoubt` looks for one that an earlier try may have left. */
  post(
    forum: ChannelShape,
    post: ForumPost,
    sought: Sought,
    options: { readonly isInDoubt: boolean; readonly files?: readonly MessageFile[] },
  ): Promise<SendResult<StoredMessage & { readonly threadId: string }>>;
  /** Brings the tags of a post up to date; asks Discord only when ours changed. What people added stays. Never fails a delivery. */
  retag(forum: ChannelShape, threadId: string, incident: Incident, language: Language): Promise<void>;
}

/** Tags are seldom changed; a new one is used after this long. */
const LOOK_EVERY_MS = 10 * 60_000;
/** Channels and posts remembered. */
const MOST_KNOWN = 5000;
/** Posts of the same name that are looked at for a marker. */
const MOST_CANDIDATES = 5;

type ForumSender = Pick<Sender, 'channel' | 'forumPost' | 'activeThreads' | 'message' | 'changeThread' | 'edit'>;

/** What is known of forums, and posting there. `refused`: hears why tags could not be changed. */
export function createForums(
  sender: ForumSender,
  now: () => number,
  forgotten: Pick<Forgotten, 'isDoubted' | 'choose'>,
  refused: (message: string) => void,
): Forums {
  const shapes = new Map<string, { readonly at: number; readonly shape: ChannelShape }>();
  const tagged = new Map<string, string>();

  function known(channelId: string): ChannelShape | undefined {
    const entry = shapes.get(channelId);
    return entry?.shape.isForum === true && now() - entry.at < LOOK_EVERY_MS ? entry.shape : undefined;
  }

  async function find(
    forum: ChannelShape,
    name: string,
    sought: Sought,
    isDoubted: boolean,
  ): Promise<SendResult<StoredMessage | undefined>> {
    const threads = await sender.activeThreads(forum.guildId);
    if (threads.kind !== 'sent') return threads;
    // Its incident may have had another number when it was opened: that is the last word of its name.
    const known = (one: string) => (isDoubted ? one.slice(0, one.lastIndexOf(' ')) : one);
    const named = threads.value.filter((thread) => thread.parentId === forum.id && known(thread.name) === known(name));
    for (const thread of named.slice(0, MOST_CANDIDATES)) {
      // The first message of a post has the id of its thread.
      const first = await sender.message(thread.id, thread.id);
      if (first.kind === 'retry') return first;
      if (first.kind !== 'sent') continue;
      const found = await forgotten.choose(
        [first.value],
        isDoubted ? sought : { marker: sought.marker, body: sought.body },
      );
      if (found !== undefined) return adopt(found, sought, sender);
    }
    return { kind: 'sent', value: undefined };
  }

  return {
    known,
    async look(channelId) {
      const before = shapes.get(channelId);
      if (before !== undefined && now() - before.at < LOOK_EVERY_MS)
        return before.shape.isForum ? before.shape : undefined;
      const asked = await sender.channel(channelId);
      if (asked.kind !== 'sent') return undefined;
      remember(shapes, channelId, { at: now(), shape: asked.value });
      return asked.value.isForum ? asked.value : undefined;
    },
    async post(forum, { name, incident, language }, sought, { isInDoubt, files = [] }) {
      const isDoubted = await forgotten.isDoubted();
      if (isInDoubt || isDoubted) {
        const found = await find(forum, name, sought, isDoubted);
        if (found.kind !== 'sent') return found;
        if (found.value !== undefined)
          return { kind: 'sent', value: { ...found.value, threadId: found.value.channelId } };
      }
      const tags = tagsFor(incident, forum, language);
      const sent = await sender.forumPost(forum.id, name, sought.body, { tags, files });
      if (sent.kind === 'sent') remember(tagged, sent.value.threadId, tags.join());
      return sent;
    },
    async retag(forum, threadId, incident, language) {
      const wanted = tagsFor(incident, forum, language).join();
      if (tagged.get(threadId) === wanted) return;
      const thread = await sender.channel(threadId);
      if (thread.kind !== 'sent') return refused(thread.message);
      const tags = changedTags(thread.value.appliedTags, incident, forum, language);
      if (tags.join() !== thread.value.appliedTags.join()) {
        const changed = await sender.changeThread(threadId, { tags });
        if (changed.kind !== 'sent') refused(changed.message);
        // What is refused for good is not asked again with every edit.
        if (changed.kind === 'retry') return;
      }
      remember(tagged, threadId, wanted);
    },
  };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KNOWN && oldest !== undefined) map.delete(oldest);
}
