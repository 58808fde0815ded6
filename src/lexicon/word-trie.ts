interface Node {
  readonly next: Map<number, Node>;
  /** Words that end here, and words with `*` that end here. */
  exact: number[];
  prefix: number[];
}

/** Finds all pattern words that a token matches; numbers are the ids given at insertion. */
export interface WordTrie {
  add(literal: string, match: 'exact' | 'prefix' | 'inside', id: number): void;
  find(word: string): readonly number[];
}

// News repeats its words: the last few thousand answers are remembered, and forgotten together when they grow too many.
const MEMORY = 20_000;
const NOTHING: readonly number[] = [];

/** A letter trie over pattern words; one look-up costs the length of the token. */
export function createWordTrie(): WordTrie {
  const root = createNode();
  const inside: { literal: string; id: number }[] = [];
  const known = new Map<string, readonly number[]>();

  function walk(word: string): readonly number[] {
    const found: number[] = [];
    let node: Node | undefined = root;
    for (let i = 0; i < word.length; i++) {
      node = node.next.get(word.charCodeAt(i));
      if (node === undefined) break;
      found.push(...node.prefix);
    }
    if (node !== undefined) found.push(...node.exact);
    for (const part of inside) if (word.includes(part.literal)) found.push(part.id);
    return found.length === 0 ? NOTHING : found;
  }

  return {
    add(literal, match, id) {
      known.clear();
      if (match === 'inside') {
        inside.push({ literal, id });
        return;
      }
      let node = root;
      for (let i = 0; i < literal.length; i++) {
        const code = literal.charCodeAt(i);
        let next = node.next.get(code);
        if (next === undefined) {
          next = createNode();
          node.next.set(code, next);
        }
        node = next;
      }
      (match === 'prefix' ? node.prefix : node.exact).push(id);
    },
    find(word) {
      const remembered = known.get(word);
      if (remembered !== undefined) return remembered;
      const found = walk(word);
      if (known.size >= MEMORY) known.clear();
      known.set(word, found);
      return found;
    },
  };
}

function createNode(): Node {
  return { next: new Map(), exact: [], prefix: [] };
}
