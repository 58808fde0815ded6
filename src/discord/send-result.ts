import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** Why Discord will never take this request. */
export type RejectReason =
  | 'badRequest' // 400: our body is wrong, or the place does not take it
  | 'noPermission' // 403: a permission is missing, or the bot was removed
  | 'unknownChannel' // 404: the channel is gone
  | 'unknownMessage' // 404: the message is gone
  | 'notAMessageChannel' // a forum: it takes posts, not messages
  | 'editLimit' // too many edits of an old message
  | 'archivedThread' // the thread is closed
  | 'badToken'; // 401: the token was revoked

/** What became of one request. */
export type SendResult<Value> =
  | { readonly kind: 'sent'; readonly value: Value }
  /** `unsent`: Discord surely did not act on it. `afterMs`: Discord's own wish; absent = the caller backs off. */
  | {
      readonly kind: 'retry';
      readonly reason: 'rateLimit' | 'serverError' | 'network' | 'timeout';
      readonly afterMs?: number;
      readonly unsent: boolean;
      readonly message: string;
    }
  /** `body`: what we had sent, where Discord found it wrong. */
  | { readonly kind: 'reject'; readonly reason: RejectReason; readonly message: string; readonly body?: unknown };

/** Error codes of Discord that mean something to us. Source: docs.discord.com, Opcodes and Status Codes, JSON Error Codes. */
const REASON_BY_CODE: Readonly<Record<number, RejectReason>> = {
  10003: 'unknownChannel',
  10004: 'unknownChannel',
  10008: 'unknownMessage',
  30046: 'editLimit',
  20022: 'editLimit',
  50001: 'noPermission',
  50008: 'notAMessageChannel',
  // Its messages cannot be listed either.
  50024: 'notAMessageChannel',
  50013: 'noPermission',
  50083: 'archivedThread',
};

/** Connections that never came about: nothing can have been stored. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** An error of discord.js as what the caller needs to know. Throws what is no answer of Discord's at all: a fault of ours. */
export function resultOfError(error: unknown): Exclude<SendResult<never>, { kind: 'sent' }> {
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(error.retryAfter, error.timeToReset, 50);
    const message = `rate limit of ${error.global ? 'all requests' : error.route}, ${afterMs} ms left`;
    return { kind: 'retry', reason: 'rateLimit', afterMs, unsent: true, message };
  }
  if (error instanceof DiscordAPIError) return rejection(error);
  if (error instanceof HTTPError) {
    return { kind: 'retry', reason: 'serverError', unsent: false, message: `Discord answered ${error.status}` };
  }
  if (!(error instanceof Error)) throw error;
  if (error instanceof SyntaxError) {
    // Half an answer, or a proxy's: what was asked may well have been done.
    return { kind: 'retry', reason: 'serverError', unsent: false, message: 'Discord answered with broken JSON' };
  }
  if (error.name === 'AbortError') {
    return { kind: 'retry', reason: 'timeout', unsent: false, message: 'no answer in time' };
  }
  const code = codeOf(error);
  if (code === undefined) throw error;
  return { kind: 'retry', reason: 'network', unsent: NEVER_CONNECTED.has(code), message: `connection: ${code}` };
}

function rejection(error: DiscordAPIError): Extract<SendResult<never>, { kind: 'reject' }> {
  const message = `${error.status} ${error.code}: ${error.message}`.slice(0, 500);
  const known = REASON_BY_CODE[Number(error.code)];
  if (known !== undefined) return { kind: 'reject', reason: known, message };
  if (error.status === 401) return { kind: 'reject', reason: 'badToken', message };
  if (error.status === 403) return { kind: 'reject', reason: 'noPermission', message };
  if (error.status === 404) return { kind: 'reject', reason: 'unknownChannel', message };
  return { kind: 'reject', reason: 'badRequest', message, body: error.requestBody.json };
}

/** The system's code of a failed connection, also of one inside `cause`. */
function codeOf(error: Error): string | undefined {
  const { code, cause } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error ? codeOf(cause) : undefined;
}
