/** Numbers of incidents in rising order. */
export type NumberList = Uint32Array;

/** Reads a list of 32-bit numbers as Redis keeps it, sorted. Lists are appended to in the order of time, and so are mostly sorted already. */
export function readList(bytes: Buffer | undefined): NumberList {
  if (bytes === undefined || bytes.length < 4) return new Uint32Array(0);
  const whole = bytes.length - (bytes.length % 4);
  // A copy of its own: aligned, and ours to turn over.
  const numbers = new Uint32Array(whole / 4);
  const copy = Buffer.from(numbers.buffer);
  bytes.copy(copy, 0, 0, whole);
  copy.swap32();
  return isSorted(numbers) ? numbers : numbers.sort();
}

/** Numbers that stand in one list of every group, from the highest down, each once. Cost: the shortest group times the logarithm of the others. */
export function* inEveryGroup(
  groups: readonly (readonly NumberList[])[],
  newest: number,
  oldest: number,
): Generator<number> {
  const [shortest, ...others] = [...groups].sort((a, b) => sizeOf(a) - sizeOf(b));
  if (shortest === undefined) return;
  for (const number of fromTheTop(shortest, newest)) {
    if (number < oldest) return;
    if (others.every((group) => group.some((list) => holds(list, number)))) yield number;
  }
}

/** Merges sorted lists from the highest number down. */
function* fromTheTop(lists: readonly NumberList[], newest: number): Generator<number> {
  const ends = lists.map((list) => countUpTo(list, newest));
  for (;;) {
    let highest = -1;
    for (const [index, list] of lists.entries()) highest = Math.max(highest, list[(ends[index] ?? 0) - 1] ?? -1);
    if (highest < 0) return;
    yield highest;
    for (const [index, list] of lists.entries()) {
      let end = ends[index] ?? 0;
      while (end > 0 && list[end - 1] === highest) end--;
      ends[index] = end;
    }
  }
}

function holds(list: NumberList, number: number): boolean {
  const end = countUpTo(list, number);
  return end > 0 && list[end - 1] === number;
}

/** How many numbers are not higher. */
function countUpTo(list: NumberList, number: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSorted(numbers: Uint32Array): boolean {
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] ?? 0) < (numbers[at - 1] ?? 0)) return false;
  return true;
}

function sizeOf(lists: readonly NumberList[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}
