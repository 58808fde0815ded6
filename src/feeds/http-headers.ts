/** What the headers of an answer say about the next poll. Times are milliseconds since 1970. */
export interface CacheFacts {
  readonly maxAgeMs?: number;
  readonly expiresAt?: number;
  readonly retryAfterAt?: number;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** First value of a header. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Reads Cache-Control, Expires and Retry-After. Source: RFC 9111 sections 5.2 and 5.3, RFC 9110 section 10.2.3. */
export function readCacheFacts(headers: Headers, now: number): CacheFacts {
  const control = headerOf(headers, 'cache-control') ?? '';
  const mayNotStore = /(?:^|[\s,])no-(?:store|cache)(?:$|[\s,=])/i.test(control);
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/i.exec(control)?.[1];
  const age = Number.parseInt(headerOf(headers, 'age') ?? '0', 10);
  const maxAgeMs = maxAge === undefined ? undefined : Math.max(0, Number.parseInt(maxAge, 10) - (age || 0)) * 1000;
  const expires = Date.parse(headerOf(headers, 'expires') ?? '');
  const retryAfterAt = readRetryAfter(headerOf(headers, 'retry-after'), now);
  return {
    ...(maxAgeMs === undefined || mayNotStore ? {} : { maxAgeMs }),
    // max-age outranks Expires.
    ...(!(expires > now) || maxAgeMs !== undefined || mayNotStore ? {} : { expiresAt: expires }),
    ...(retryAfterAt === undefined ? {} : { retryAfterAt }),
  };
}

function readRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return now + Number.parseInt(text, 10) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
