// Live updates of the page Now; every other page works without this file.
const list = document.querySelector('[data-live]');
const state = document.querySelector('.live');

if (list instanceof HTMLElement && state instanceof HTMLElement) {
  const tell = (name, text) => {
    state.dataset.state = name;
    state.textContent = text;
  };
  const revisions = () =>
    new Map(
      [...list.querySelectorAll('[data-incident]')].map((card) => [card.dataset.incident, card.dataset.revision]),
    );
  const refresh = async () => {
    const response = await fetch(`/now/list${location.search}`, { headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const before = revisions();
    const focused = document.activeElement?.closest('[data-incident]')?.dataset.incident;
    // The server escapes everything; this is its own markup.
    list.innerHTML = await response.text();
    for (const card of list.querySelectorAll('[data-incident]')) {
      if (before.get(card.dataset.incident) !== card.dataset.revision) card.classList.add('fresh');
    }
    if (focused !== undefined) list.querySelector(`[data-incident="${CSS.escape(focused)}"] a`)?.focus();
  };
  const events = new EventSource('/live');
  events.addEventListener('open', () => {
    tell('on', 'live');
    // What changed between the page and the connection would be missed otherwise.
    void refresh();
  });
  events.addEventListener('error', () => tell('off', 'connection lost, trying again'));
  events.addEventListener('changed', () => void refresh());
  addEventListener('pagehide', () => events.close());
}

for (const form of document.querySelectorAll('form[data-confirm]')) {
  form.addEventListener('submit', (event) => {
    if (!confirm(form.dataset.confirm)) event.preventDefault();
  });
}
