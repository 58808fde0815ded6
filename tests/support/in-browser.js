// Loaded into pages by tests that open a browser.

/** Runs in the browser: texts whose contrast with what lies behind them is below 4.5. Source: WCAG 2.2, 1.4.3. */
function faintTexts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (canvas === null) return ['no canvas'];
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour) => {
    const [red = 0, green = 0, blue = 0] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 0) > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll('body *:not(svg, svg *, script, option, datalist)')) {
    const ownText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    );
    if (!ownText || element.closest('.unseen, .skip') !== null) continue;
    const [one, other] = [luminance(rgba(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5)
      faint.push(`${contrast.toFixed(1)} ${element.tagName} ${(element.textContent ?? '').slice(0, 40)}`);
  }
  return faint;
}

/** Runs in the browser: fields without label, tables and buttons without name, ids given twice. */
function unnamedParts() {
  const nameless = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(
    (field) => (field.labels?.length ?? 0) === 0,
  );
  const tables = [...document.querySelectorAll('table')].filter((table) => table.caption === null);
  const buttons = [...document.querySelectorAll('button, a')].filter(
    (one) => ((one.textContent ?? '') + (one.getAttribute('aria-label') ?? '')).trim() === '',
  );
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...[...nameless, ...tables, ...buttons].map((element) => element.outerHTML.slice(0, 80)), ...twice];
}

/** Runs in the browser: how many pixels a page is wider than its window. */
function overhang() {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

globalThis.checks = { faintTexts, unnamedParts, overhang };
