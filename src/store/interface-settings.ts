import type { Language } from '../domain/language.ts';
import type { Store } from './connect.ts';
import { parseRecord } from './json.ts';

/** What a server or a user chose for the interface. */
export interface InterfaceSettings {
  readonly language: Language;
}

export interface LanguageSettingsStore {
  guild(guildId: string): Promise<InterfaceSettings | undefined>;
  setGuild(guildId: string, settings: InterfaceSettings): Promise<void>;
  user(userId: string): Promise<InterfaceSettings | undefined>;
  setUser(userId: string, settings: InterfaceSettings): Promise<void>;
  forgetGuild(guildId: string): Promise<void>;
  forgetUser(userId: string): Promise<void>;
}

export function createLanguageSettings(store: Store): LanguageSettingsStore {
  const guildsKey = store.key('settings-of-guilds');
  const usersKey = store.key('settings-of-users');

  async function read(key: string, id: string): Promise<InterfaceSettings | undefined> {
    const text = await store.ask('read settings', (redis) => redis.hget(key, id));
    return text === null ? undefined : parseRecord<InterfaceSettings>(text, 'settings');
  }
  async function write(key: string, id: string, settings: InterfaceSettings): Promise<void> {
    await store.ask('write settings', (redis) => redis.hset(key, id, JSON.stringify(settings)));
  }
  async function forget(key: string, id: string): Promise<void> {
    await store.ask('forget settings', (redis) => redis.hdel(key, id));
  }

  return {
    guild: (guildId) => read(guildsKey, guildId),
    setGuild: (guildId, settings) => write(guildsKey, guildId, settings),
    user: (userId) => read(usersKey, userId),
    setUser: (userId, settings) => write(usersKey, userId, settings),
    forgetGuild: (guildId) => forget(guildsKey, guildId),
    forgetUser: (userId) => forget(usersKey, userId),
  };
}
