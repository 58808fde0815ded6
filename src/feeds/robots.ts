/** One group of a robots.txt file: the agents it speaks to and its rules in order. */
interface Group {
  readonly agents: string[];
  readonly rules: { readonly isAllowed: boolean; readonly path: string }[];
}

/** Source: RFC 9309 section 2.5: crawlers may stop after 500 KiB. */
export const ROBOTS_MAX_BYTES = 512_000;

/**
 * True when robots.txt lets `product` (our name, such as `ceasefire-monitor`) read `path`. Source: RFC 9309 section 2.2: the groups that name us, else those
 * for `*`; the longest matching rule wins, and of equals the one that allows.
 */
export function isAllowedByRobots(robots: string, product: string, path: string): boolean {
  const groups = groupsOf(robots);
  const name = product.toLowerCase();
  const own = groups.filter(({ agents }) => agents.some((agent) => agent !== '*' && name === agent));
  const chosen = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  let best = { isAllowed: true, length: -1 };
  for (const { rules } of chosen) {
    for (const { isAllowed, path: pattern } of rules) {
      if (pattern.length < best.length || !matches(pattern, path)) continue;
      if (pattern.length > best.length || isAllowed) best = { isAllowed, length: pattern.length };
    }
  }
  return best.isAllowed;
}

function groupsOf(robots: string): readonly Group[] {
  const groups: Group[] = [];
  let isNaming = false;
  for (const line of robots.split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const current = groups.at(-1);
    switch (key.toLowerCase()) {
      case 'user-agent': {
        const agent = value.trim().toLowerCase().split('/')[0] ?? '';
        if (isNaming && current !== undefined) current.agents.push(agent);
        else groups.push({ agents: [agent], rules: [] });
        isNaming = true;
        break;
      }
      case 'allow':
      case 'disallow':
        isNaming = false;
        // "Disallow:" without a path allows everything.
        if (value.trim() !== '') current?.rules.push({ isAllowed: key.toLowerCase() === 'allow', path: value.trim() });
        break;
    }
  }
  return groups;
}

/** `*` stands for any characters, `$` for the end; everything else is a prefix. Linear: each part is searched once. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$');
  const [start = '', ...rest] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(start)) return false;
  let at = start.length;
  for (const [index, part] of rest.entries()) {
    if (isAnchored && index === rest.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !isAnchored || at === path.length;
}
