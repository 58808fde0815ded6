import { hash } from 'node:crypto';

/** Short, stable fingerprint of text or bytes: letters, digits, `-` and `_`; 22 characters are 132 bits. */
export function fingerprint(content: string | Uint8Array, length = 22): string {
  return hash('sha256', content, 'base64url').slice(0, length);
}
