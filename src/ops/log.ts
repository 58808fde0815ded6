import { Writable } from 'node:stream';
import { type Logger, type LoggerOptions, pino } from 'pino';
import { scrubText } from './scrub.ts';

/** Structured log: a static message, everything variable in fields. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Values that must never appear, wherever they stand. */
  readonly secrets: readonly string[];
  readonly stream: NodeJS.WritableStream;
  /** Readable lines for a terminal; JSON otherwise. */
  readonly isPretty: boolean;
}

/** Creates the log. Every finished line is scrubbed: fields, messages, errors and stack traces at any depth alike. */
export async function createLog(options: LogOptions): Promise<Log> {
  const scrubbed = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const line = typeof chunk === 'string' ? chunk : chunk.toString('utf8');
      options.stream.write(scrubText(line, options.secrets));
      done();
    },
  });
  const base: LoggerOptions = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!options.isPretty) return wrap(pino(base, scrubbed));
  const { default: pretty } = await import('pino-pretty');
  return wrap(pino(base, pretty({ destination: scrubbed, colorize: true, translateTime: 'SYS:HH:MM:ss' })));
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => wrap(logger.child(fields)),
  };
}
