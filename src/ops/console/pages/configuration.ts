import { ago, type Html, html } from '../html.ts';
import { order, type Visitor } from '../layout.ts';
import type { ConsoleReads } from '../ports.ts';

/** What is in force, and where the files fail. */
export function configurationPage(reads: ConsoleReads, visitor: Visitor): Html {
  const view = reads.configuration();
  const counts = Object.entries(view.counts).map(([name, count]) => html`<li><b>${count}</b>${name}</li>`);
  const rooms = Object.entries(view.settings).map(
    ([room, values]) =>
      html`<details class="sheet"><summary>${room}</summary><pre tabindex="0" aria-label="Settings of ${room}">${JSON.stringify(values, null, 2)}</pre></details>`,
  );
  return html`${view.problems.length > 0 && html`<div class="notice bad"><p><b>The files in <code>${view.dir}</code> were refused; the configuration below stays in force.</b></p><ul>${view.problems.map((problem) => html`<li class="mono">${problem}</li>`)}</ul></div>`}
<section class="sheet"><h2>In force</h2><dl class="facts">
<dt>Folder</dt><dd><code>${view.dir}</code></dd>
<dt>Version</dt><dd><code>${view.version}</code>, since ${ago(view.takenAt, reads.now())}</dd>
<dt>Lexicon</dt><dd><code>${view.lexiconVersion}</code>: stands on every decision</dd>
${view.lastChange.length > 0 && html`<dt>Last change</dt><dd><ul class="plain">${view.lastChange.map((key) => html`<li><code>${key}</code></li>`)}</ul></dd>`}
</dl>${order(visitor, '/configuration/reload', 'Read the folder again')}</section>
<ul class="totals">${counts}</ul>
<h2>Settings</h2>${rooms}`;
}
