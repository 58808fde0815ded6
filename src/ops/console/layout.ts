import { type Html, type HtmlPart, html } from './html.ts';

/** What every page needs to know of its visitor. */
export interface Visitor {
  /** May give orders: signed in with the token. */
  readonly mayOrder: boolean;
  /** Whether there is a token to sign in with. */
  readonly canSignIn: boolean;
  readonly csrf: string;
  readonly theatre: string;
  /** What the order before this page came to. */
  readonly notice?: string;
}

export const PAGES = [
  { path: '/now', name: 'Now' },
  { path: '/items', name: 'Items' },
  { path: '/feeds', name: 'Feeds' },
  { path: '/lexicon', name: 'Lexicon' },
  { path: '/deliveries', name: 'Deliveries' },
  { path: '/configuration', name: 'Configuration' },
] as const;

export interface PageOptions {
  readonly title: string;
  /** Path of the page in the menu that this one belongs to. */
  readonly menu?: string;
  readonly body: HtmlPart;
}

/** A whole page: menu, heading, content. No request to any other host. */
export function page(options: PageOptions, visitor: Visitor): string {
  const { title, menu, body } = options;
  const links = PAGES.map(
    ({ path, name }) => html`<li><a href="${path}"${path === menu && html` aria-current="page"`}>${name}</a></li>`,
  );
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Ceasefire Monitor</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
<script src="/assets/console.js" type="module"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
  <div class="bar">
    <a class="brand" href="/now"><span class="dot" aria-hidden="true"></span>Ceasefire Monitor <span class="faint">${visitor.theatre}</span></a>
    <nav aria-label="Pages"><ul>${links}</ul></nav>
    ${session(visitor)}
  </div>
</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${visitor.notice !== undefined && html`<p class="notice" role="status">${visitor.notice}</p>`}
${body}
</main>
<footer class="bottom"><p>Everything shown is a claim by somebody. All times are UTC.</p></footer>
</body>
</html>`;
  return document.markup;
}

function session(visitor: Visitor): Html {
  if (visitor.mayOrder) {
    return html`<form method="post" action="/sign-out" class="session">${csrfField(visitor)}<button class="quiet">Sign out</button></form>`;
  }
  return visitor.canSignIn
    ? html`<p class="session"><a href="/sign-in">Sign in</a></p>`
    : html`<p class="session faint" title="Start the service with CONSOLE_TOKEN to give orders here">read-only</p>`;
}

export function csrfField(visitor: Visitor): Html {
  return html`<input type="hidden" name="csrf" value="${visitor.csrf}">`;
}

/** One button that orders something; nothing for visitors who may not. */
export function order(
  visitor: Visitor,
  action: string,
  label: string,
  fields: Readonly<Record<string, string>> = {},
  style: 'quiet' | 'danger' = 'quiet',
): Html | undefined {
  if (!visitor.mayOrder) return undefined;
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${action}" class="inline">${csrfField(visitor)}${inputs}<button class="${style}">${label}</button></form>`;
}

/** A drop-down with its label. */
export function select(
  name: string,
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  chosen: string | undefined,
): Html {
  const options = choices.map(
    ([value, text]) => html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`,
  );
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
}

/** A table that scrolls by itself on a narrow screen. */
export function table(caption: string, header: readonly string[], rows: readonly (readonly HtmlPart[])[]): Html {
  const heads = header.map((name) => html`<th scope="col">${name}</th>`);
  const lines = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption class="unseen">${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}
