/** What stands in place of a secret. */
export const HIDDEN = '[hidden]';

/** `user:password@` and `token@` in any address, and the token part of Discord's webhook and interaction addresses. */
const CREDENTIALS_IN_URL = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@?#"]+@/gi;
const WEBHOOK_TOKEN = /(\/(?:webhooks|interactions)\/\d+\/)[\w.-]{20,}/g;
const AUTHORIZATION = /\b(Bot|Bearer)\s+[\w.~+/-]{20,}=*/g;

/** Removes known secret values, credentials in addresses and authorisation headers from a text. */
export function scrubText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, HIDDEN);
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret) clean = clean.replaceAll(encoded, HIDDEN);
    // The line is JSON: a secret with quotes or backslashes stands there in its escaped form.
    const escaped = JSON.stringify(secret).slice(1, -1);
    if (escaped !== secret) clean = clean.replaceAll(escaped, HIDDEN);
  }
  return clean
    .replace(CREDENTIALS_IN_URL, `$1${HIDDEN}@`)
    .replace(WEBHOOK_TOKEN, `$1${HIDDEN}`)
    .replace(AUTHORIZATION, `$1 ${HIDDEN}`);
}
