import type { CommandIo, ExitCode } from './commands/io.ts';
import { keepCompiledCode } from './compile-cache.ts';
import { readEnvironment } from './config/environment.ts';
import { loadConfig } from './config/load.ts';
import { describeProblem } from './config/problem.ts';
import { createDesk } from './desk.ts';
import { createLog } from './ops/log.ts';
import { holdDesk } from './service/desk-holder.ts';
import { openRuntime } from './service/runtime.ts';
import type { Role } from './service/service.ts';
import { startAll } from './service/start.ts';

keepCompiledCode();

export interface RunOptions {
  readonly roles?: readonly Role[];
  readonly dryRun?: boolean;
}

const ALL_ROLES: readonly Role[] = ['poll', 'deliver', 'commands', 'ops'];
/** A shutdown that hangs longer than this is ended by force: supervisors wait no longer. */
const STOP_WITHIN_MS = 4800;
/** What nobody waits for any more holds an ended process no longer than this. */
const LINGER_MS = 100;
/**
 * A name look-up under way cannot be taken back, and Node waits for it even when it exits: with a silent name server that would be 10 s and more.
 * So 3 s a server; a lost packet is sent again. Source: resolv.conf(5), glibc.
 */
const NAME_LOOK_UPS = 'timeout:1 attempts:2';

/** The service: reads settings and configuration, opens Redis, starts the roles, and runs until SIGINT or SIGTERM. */
export async function runService(options: RunOptions, io: CommandIo): Promise<ExitCode> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24) {
    io.stderr.write(
      `This needs Node 24; this is ${process.version}. Run it with npm start, or node_modules/.bin/node.\n`,
    );
    return 1;
  }
  const read = readEnvironment(io.env);
  const configDir = io.env['CONFIG_DIR'] || 'config';
  const loaded = await loadConfig(configDir);
  const problems = [
    ...(read.kind === 'invalid' ? read.problems : []),
    ...(loaded.kind === 'invalid' ? loaded.problems.map(describeProblem) : []),
  ];
  if (read.kind === 'invalid' || loaded.kind === 'invalid') {
    io.stderr.write(
      `${problems.join('\n')}\n${problems.length} problem${problems.length === 1 ? '' : 's'}; nothing was started\n`,
    );
    return 1;
  }
  const { environment, secrets } = read;
  process.env['RES_OPTIONS'] ??= NAME_LOOK_UPS;
  const log = await createLog({
    level: environment.logLevel,
    secrets,
    stream: io.stderr,
    isPretty: (io.stderr as NodeJS.WriteStream).isTTY === true,
  });
  const stopping = new AbortController();
  const ask = (signal: string) => {
    if (stopping.signal.aborted) return;
    log.info({ signal }, 'stopping');
    stopping.abort(new Error(`stopped by ${signal}`));
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  };
  process.once('SIGINT', () => ask('SIGINT'));
  process.once('SIGTERM', () => ask('SIGTERM'));

  const { config } = loaded;
  try {
    const runtime = await openRuntime({
      environment,
      env: io.env,
      config,
      log,
      isDryRun: options.dryRun === true,
      signal: stopping.signal,
    });
    try {
      // A reload may be refused before anything runs: then the log alone tells it.
      let tell: (message: string) => void = () => undefined;
      const desks = holdDesk(createDesk(config), log, (refused) =>
        tell(`configuration refused, the old one stays in force:\n${refused.slice(0, 5).join('\n')}`),
      );
      // The terminal of a service that somebody watches was closed; elsewhere SIGHUP asks to read the configuration again.
      const onHup = io.isTerminal ? () => ask('SIGHUP') : () => void desks.reload();
      process.on('SIGHUP', onHup);
      const running = await startAll({
        desks,
        runtime,
        environment,
        log,
        io,
        roles: new Set(options.roles ?? ALL_ROLES),
        isDryRun: options.dryRun === true,
        signal: stopping.signal,
      });
      tell = running.notify;
      const end = await running.ended;
      process.off('SIGHUP', onHup);
      desks.close();
      await running.stop();
      if (end.kind === 'failed') {
        io.stderr.write(`${end.message}\n`);
        return 1;
      }
      return 0;
    } finally {
      await runtime.close();
      setTimeout(() => process.exit(), LINGER_MS).unref();
    }
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    log.error({ err: error }, 'could not start');
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

if (import.meta.main) {
  const io: CommandIo = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
  };
  process.exitCode = await runService({}, io);
}
