import { readEnvironment } from '../config/environment.ts';
import { commandDefinitions } from '../discord/commands/definitions.ts';
import { registerCommands } from '../discord/register.ts';
import { createSender, DISCORD_API_BASE } from '../discord/send.ts';
import { fileRegisteredHash, registrationKey } from '../links/registered-hash.ts';
import { HAS_PICTURES } from '../pictures/available.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** Registers the slash commands when their definition changed since this data folder last did, or always with `--force`. */
export async function run(options: { readonly force?: boolean }, io: CommandIo): Promise<ExitCode> {
  const read = readEnvironment(io.env);
  if (read.kind === 'invalid') {
    io.stderr.write(`${read.problems.join('\n')}\n`);
    return 1;
  }
  const { discordToken: token, discordApiBase: apiBase = DISCORD_API_BASE, dataDir } = read.environment;
  if (token === undefined) {
    io.stderr.write('DISCORD_TOKEN is not set; copy it from the page "Bot" of the application\n');
    return 1;
  }
  const unlimited = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  const kept = fileRegisteredHash(dataDir, registrationKey(token));
  const registered = options.force === true ? { ...kept, get: () => Promise.resolve(undefined) } : kept;
  const result = await registerCommands(
    commandDefinitions({ hasPictures: HAS_PICTURES }),
    createSender({ token, apiBase, budget: unlimited }),
    registered,
  );
  switch (result.kind) {
    case 'registered':
      io.stdout.write(`${result.count} commands registered\n`);
      return 0;
    case 'unchanged':
      io.stdout.write('unchanged since the last time; nothing was sent (--force registers anyway)\n');
      return 0;
    case 'failed':
      io.stderr.write(
        `Discord did not take the commands: ${result.reason}; check DISCORD_TOKEN and DISCORD_API_BASE\n`,
      );
      return 1;
    default:
      return result satisfies never;
  }
}
