/** Query parameters that say how a reader came, not what the page is. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_cid|mc_eid|_openstat|xtor|cmp|cmpid|ito|ns_.*|at_.*|traffic_source|ref|referrer|ref_src|src|from|feed|rss|partner|mkt_tok|spm|wtrid)$/i;

/** The default document of a folder. */
const INDEX = /\/(?:index|default)\.(?:html?|php|aspx?)$/i;

/** Lower-case host without port, path without references and dots that mean a folder: nothing for a URL parser to change. */
const PLAIN = /^https?:\/\/((?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,})((?:\/(?!\.)[\w~!$()*+,;=:@.-]*)*)$/;

/**
 * A link as it identifies a page: without scheme, `www.`, default port, tracking parameters, tracking fragment and closing slash; parameters in order.
 * `undefined` for what identifies nothing: no http(s) address, or the front page of a site.
 */
export function canonicalLink(link: string): string | undefined {
  const text = link.trim();
  const plain = PLAIN.exec(text);
  if (plain !== null) return joined(plain[1] ?? '', plain[2] ?? '', '', '');
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const parameters = [...url.searchParams].filter(([name, value]) => !TRACKING.test(name) || isArticleId(name, value));
  parameters.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = parameters.map(([name, value]) => `${name}=${value}`).join('&');
  const fragment = /^#(?:$|rss|feed|xtor|utm_|ref)/i.test(url.hash) ? '' : url.hash;
  return joined(url.host, readablePath(url.pathname), query, fragment);
}

function joined(stated: string, statedPath: string, query: string, fragment: string): string | undefined {
  const host = stated.replace(/^(?:www\d?|m|amp)\./, '').replace(/:(?:80|443)$/, '');
  const path = statedPath
    .replace(INDEX, '/')
    .replace(/\/+$/, '')
    .replace(/\/amp$/, '');
  if (path === '' && query === '' && fragment.length < 2) return undefined;
  return `${host}${path}${query === '' ? '' : `?${query}`}${fragment.length < 2 ? '' : fragment}`;
}

/** Old content systems number their articles with such names: `?feed=12345` is an article, `?feed=rss` is not. */
function isArticleId(name: string, value: string): boolean {
  return /^(?:feed|src|from|ref)$/i.test(name) && /^\d{3,}$/.test(value);
}

function readablePath(path: string): string {
  try {
    return decodeURI(path).normalize('NFC');
  } catch {
    return path;
  }
}
