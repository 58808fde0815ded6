import { constants, deflateRawSync } from 'node:zlib';
import type { Account } from '../../incidents/account.ts';
import type { StoredIncident } from '../../incidents/repository.ts';
import { pack, packed } from './packing.ts';

/** Below this many reports a record is packed as a whole, and takes less room. */
const LONG = 40;
/** Reports in a run, on average. */
const RUN = 16;

const OPENING = piece('{"accounts":[');

/** Runs that were packed before, by their first account. */
const packedRuns = new WeakMap<Account, { readonly accounts: readonly Account[]; readonly bytes: Buffer }>();

/**
 * Packs an incident. The accounts of a long one are packed in runs, and a run that is as it was is not packed again: what a report costs does not grow with the
 * reports before it. It is read like any other record, for pieces of a deflated stream may stand one behind the other (RFC 1951, section 3.2.4; zlib's full flush).
 */
export function packIncident(stored: StoredIncident): Buffer {
  if (stored.accounts.length < LONG) return pack(stored);
  const runs = runsOf(stored.accounts);
  const last = runs.pop() ?? [];
  const { accounts: _accounts, ...rest } = stored;
  const ending = `${last.map((account) => JSON.stringify(account)).join(',')}],${JSON.stringify(rest).slice(1)}`;
  return packed([OPENING, ...runs.map(packRun), deflateRawSync(ending, { level: 1 })]);
}

/** Where a run ends depends on its last account only: an account that goes changes one run, not all behind it. */
function runsOf(accounts: readonly Account[]): Account[][] {
  const runs: Account[][] = [];
  let run: Account[] = [];
  for (const account of accounts) {
    run.push(account);
    if (!endsRun(account)) continue;
    runs.push(run);
    run = [];
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** One account of sixteen, whatever ids look like. Source: FNV-1a. */
function endsRun({ itemId }: Account): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < itemId.length; at++) hash = Math.imul(hash ^ itemId.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % RUN === 0;
}

function packRun(accounts: readonly Account[]): Buffer {
  const [first] = accounts;
  const known = first === undefined ? undefined : packedRuns.get(first);
  const isSame = known?.accounts.length === accounts.length && accounts.every((one, at) => one === known.accounts[at]);
  if (known !== undefined && isSame) return known.bytes;
  const bytes = piece(accounts.map((account) => `${JSON.stringify(account)},`).join(''));
  if (first !== undefined) packedRuns.set(first, { accounts, bytes });
  return bytes;
}

/** A piece of a deflated stream: whole bytes, and nothing behind it looks back into it. */
function piece(text: string): Buffer {
  return deflateRawSync(text, { level: 6, finishFlush: constants.Z_FULL_FLUSH });
}
