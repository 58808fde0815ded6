import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalLink } from './canonical-link.ts';
import { resolveLink } from './raw-entry.ts';

const part = fc.constantFrom(
  ...'/ // /news /1 . .. /./ /../ .html /index.html /amp amp. www. m. -- - xn-- 255. com org ORG : :80 :8443 ~ ! ( _ @ = | ^ é % %20 1 0x1f localhost'.split(
    ' ',
  ),
);
const address = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'https://outlet.example', 'https://www.outlet.example/'),
    fc.array(part),
  )
  .map(([start, parts]) => start + parts.join(''));

describe('the link that identifies a page', () => {
  it('is the same for a plain address and for one that has to be taken apart', () => {
    fc.assert(
      fc.property(address, (link) => {
        // A tracking parameter changes nothing but the way in which the address is read.
        expect(canonicalLink(link)).toBe(canonicalLink(`${link}?utm_source=feed`));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the link of an entry', () => {
  it('is an address that can be opened, or nothing', () => {
    fc.assert(
      fc.property(address, fc.constantFrom('', '?a=b', '#c', '/?d'), (link, rest) => {
        const url = resolveLink(link + rest, undefined);
        expect(url === '' || URL.canParse(url)).toBe(true);
        expect(url === '').toBe(!URL.canParse(link + rest));
      }),
      { numRuns: 2_000 },
    );
  });
});
