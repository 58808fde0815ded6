import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from './support/console.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = BROWSERS.find((path) => existsSync(path));
if (executablePath === undefined)
  process.stdout.write(
    `console in a browser: skipped, none of ${BROWSERS.join(', ')} is here; apt-get install chromium\n`,
  );

const ARGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

let running: RunningConsole;
let profile = '';
let browser: BrowserContext;
let page: Page;
/** What the browser complains about: nothing may stand here after any test. */
const complaints: string[] = [];

describe.skipIf(executablePath === undefined)('the console in a browser', () => {
  beforeAll(async () => {
    running = await startConsole();
    profile = await mkdtemp(join(tmpdir(), 'cm-browser-'));
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: executablePath ?? '',
      headless: true,
      args: ARGS.split(' '),
      viewport: { width: 1280, height: 900 },
    });
    await browser.addInitScript({ path: 'tests/support/in-browser.js' });
    const first = await browser.newPage();
    await first.goto(`${running.address}/sign-in`);
    await first.getByLabel(/^Token/).fill(running.token);
    await first.keyboard.press('Enter');
    await first.waitForURL('**/now');
    await first.close();
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await rm(profile, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints.length = 0;
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(running.address)) complaints.push(`asked ${request.url()}`);
    });
  });

  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const pages: [string, string, RegExp][] = [
    ['/now', 'Now', /Incidents, latest first/],
    ['/items', 'Items', /no cue of any label/],
    ['/feeds', 'Feeds', /10 feeds are polled/],
    ['/lexicon', 'Lexicon', /What would a cue have done/],
    ['/deliveries', 'Deliveries', /Last deliveries/],
    ['/configuration', 'Configuration', /Lexicon/],
  ];
  it.each(pages)('loads %s', async (path, heading, words) => {
    await page.goto(running.address + path);
    await expect(page.getByRole('heading', { level: 1 }).textContent()).resolves.toBe(heading);
    expect(await page.getByRole('main').textContent()).toMatch(words);
    await expect(page.locator('[aria-current=page]').textContent()).resolves.toBe(heading);
  });

  it('filters incidents by label, place and words', async () => {
    await page.goto(`${running.address}/now`);
    const all = await page.locator('.card').count();
    await page.getByLabel('Place').fill('Sotk');
    await page.getByLabel('Label').selectOption('clash');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL('**place=Sotk**');
    const atSotk = await page.locator('.card').count();
    expect(atSotk).toBeGreaterThan(0);
    expect(atSotk).toBeLessThan(all);
    await page.getByLabel('Words').fill('zebra');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL('**words=zebra**');
    expect(await page.getByRole('main').textContent()).toContain('No incident fits');
  });

  it('shows a new incident without a reload', async () => {
    await page.goto(`${running.address}/now`);
    await page.locator('.live[data-state=on]').waitFor();
    const before = await page.locator('.card').count();
    expect(before).toBeGreaterThan(0);
    await running.publishRest();
    await page.locator('.card').nth(before).waitFor();
    expect(await page.locator('.card.fresh').count()).toBeGreaterThan(0);
  });

  it('tells of an incident what each side says, what changed, and why each report counts', async () => {
    await page.goto(`${running.address}/now?words=sotk`);
    await page.locator('.card a').first().click();
    const text = (await page.getByRole('main').textContent()) ?? '';
    for (const words of [
      'Armenia',
      'Azerbaijan',
      'What changed, and when',
      'reports, in order of arrival',
      'Where it was posted',
    ])
      expect(text).toContain(words);
    expect(await page.locator('mark').count()).toBeGreaterThan(3);
    await page.getByRole('link', { name: 'Why it counts' }).first().click();
    await page.getByRole('heading', { name: 'Why', exact: true }).waitFor();
    expect(await page.locator('mark').count()).toBeGreaterThan(0);
  });

  it('keeps Persian from right to left inside its own frame, and the page around it from left to right', async () => {
    await page.goto(`${running.address}/items?feed=demo-aras`);
    expect(await styleOf('bdi[lang=fa]', 'direction')).toBe('rtl');
    expect(await styleOf('bdi[lang=fa]', 'unicodeBidi')).toBe('isolate');
    expect(await styleOf('main', 'direction')).toBe('ltr');
    await page.goto(`${running.address}/now?words=sotk`);
    const href = await page.locator('.card a').first().getAttribute('href');
    await page.goto(`${running.address}${href}?language=fa`);
    const card = page.locator('main div[lang=fa]');
    expect(await styleOf('main div[lang=fa]', 'direction')).toBe('rtl');
    // Every name in another script stands in a frame of its own, so that it cannot reorder the Persian around it.
    const foreignQuotes = card.locator('blockquote bdi');
    expect(await foreignQuotes.count()).toBeGreaterThan(0);
    for (const quote of await foreignQuotes.all()) expect(await quote.getAttribute('dir')).toBe('auto');
  });

  it('marks the words of a pasted text that counted', async () => {
    await page.goto(`${running.address}/lexicon`);
    await page.getByLabel('Headline').fill('Azerbaijani forces open fire near Sotk, Armenia says');
    await page.getByRole('button', { name: 'Explain' }).click();
    const answer = page.locator('#answer');
    await answer.waitFor();
    expect(await answer.locator('mark').allTextContents()).toContain('open fire');
    expect(await answer.textContent()).toMatch(/clash, score/);
  });

  it('shows what an edited cue would have done to the kept items, and saves nothing', async () => {
    await page.goto(`${running.address}/lexicon?language=en`);
    await page.getByLabel('Group', { exact: true }).fill('ceasefire');
    await page.getByLabel('Name', { exact: true }).fill('trolleybus');
    await page.getByLabel('Weight').fill('10');
    await page.getByLabel(/^Patterns/).fill('trolleybus*\naccuse each other');
    await page.getByRole('button', { name: 'Back-test' }).click();
    const answer = page.locator('#answer');
    await answer.waitFor();
    expect(await answer.textContent()).toMatch(/On \d+ items of the last 7 days it adds \d+, drops \d+, changes [1-9]/);
    expect(await answer.textContent()).toContain('en/ceasefire/trolleybus "accuse each other"');
    expect(await answer.locator('pre').textContent()).toContain('- id: trolleybus');
    expect(await readFile('config/lexicon/en.yaml', 'utf8')).not.toContain('trolleybus');
  });

  it('says what is wrong with a cue', async () => {
    await page.goto(`${running.address}/lexicon?language=en`);
    await page.getByLabel('Name', { exact: true }).fill('wrong');
    await page.getByLabel(/^Patterns/).fill('(fire|shell)');
    await page.getByRole('button', { name: 'Back-test' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('patterns are words, not regular expressions');
  });

  it('holds all alerts and lets them go again', async () => {
    await page.goto(`${running.address}/deliveries`);
    await page.getByLabel(/Reason to hold/).fill('an exercise');
    await page.getByRole('button', { name: 'Hold all alerts' }).click();
    await page.getByText('All alerts are held', { exact: true }).waitFor();
    expect((await running.hold()).kind).toBe('held');
    await page.goto(`${running.address}/now`);
    expect(await page.getByRole('main').textContent()).toContain('an exercise');
    await page.goto(`${running.address}/deliveries`);
    await page.getByRole('button', { name: 'Release all alerts' }).click();
    await page.getByText('Alerts go out again.').waitFor();
    expect((await running.hold()).kind).toBe('open');
  });

  it('lists what was set aside, and discards it on request', async () => {
    await running.setAside('poison', 'TypeError: <b>broken</b>');
    await page.goto(`${running.address}/deliveries`);
    const row = page.getByRole('row').filter({ hasText: 'poison' });
    expect(await row.textContent()).toContain('TypeError: <b>broken</b>');
    await row.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('It was discarded.').waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'poison' }).count()).toBe(0);
  });

  it('lets an item that waits for review pass, or keeps it out', async () => {
    await running.keepForReview('unsure-1', 'Azerbaijani forces shell Armenian positions near Jermuk, Yerevan says');
    await running.keepForReview('unsure-2', 'Two soldiers of Armenia and Azerbaijan seen near Jermuk');
    await page.goto(`${running.address}/items?outcome=review`);
    await page.getByRole('link', { name: /shell Armenian positions/ }).click();
    await page.getByRole('button', { name: 'Let it pass' }).click();
    await page.getByText('It went its way.').waitFor();
    expect(await running.outcomeOf('unsure-1')).toBe('alert');
    expect(await page.getByRole('link', { name: /^AA-/ }).count()).toBe(1);
    await page.goto(`${running.address}/items/unsure-2`);
    await page.getByRole('button', { name: 'Keep it out' }).click();
    await page.getByText('It is kept out.').waitFor();
    expect(await running.outcomeOf('unsure-2')).toBe('drop');
  });

  it("adds an operator's label to the feedback file", async () => {
    await page.goto(`${running.address}/items?feed=demo-mtkvari`);
    await page.locator('tbody a').first().click();
    await page.getByLabel('The right label').selectOption('clash');
    await page.getByRole('button', { name: 'Add to feedback' }).click();
    await page.getByText('Added to the feedback file.').waitFor();
    const lines = (await readFile(join(running.dataDir, 'feedback.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ label: 'clash', by: 'console', lang: 'ka' });
  });

  it('needs no mouse: the keyboard alone reaches a filter, an incident and the hold switch', async () => {
    await page.goto(`${running.address}/now`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo('select[name=label]');
    await page.keyboard.type('Clash');
    await tabTo('form.filter button');
    await page.keyboard.press('Enter');
    await page.waitForURL('**label=clash**');
    await tabTo('.card a');
    expect(await focusRing()).not.toBe('none');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents/**');
    await page.goto(`${running.address}/deliveries`);
    await tabTo('input[name=reason]');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await page.getByText('All alerts are held', { exact: true }).waitFor();
    await tabTo('form[action="/deliveries/release"] button');
    await page.keyboard.press('Enter');
    await page.getByText('Alerts go out again.').waitFor();
  });

  const colours: ['light' | 'dark'][] = [['light'], ['dark']];
  it.each(colours)('is readable in %s: every text has a contrast of 4.5 or more', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/now', '/items', '/feeds', '/lexicon', '/deliveries', '/configuration']) {
      await page.goto(running.address + path);
      expect(await page.evaluate('checks.faintTexts()'), path).toEqual([]);
    }
  });

  it.each([360, 768])('needs no sideways scrolling at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/now', '/items', '/feeds', '/lexicon', '/deliveries', '/configuration']) {
      await page.goto(running.address + path);
      const over = await page.evaluate('checks.overhang()');
      expect(over, path).toBeLessThanOrEqual(0);
    }
  });

  it('gives every field a label, every table a name and no id twice', async () => {
    for (const path of ['/now', '/items', '/feeds', '/lexicon', '/deliveries', '/configuration']) {
      await page.goto(running.address + path);
      expect(await page.evaluate('checks.unnamedParts()'), path).toEqual([]);
    }
  });

  async function tabTo(selector: string): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return;
    }
    throw new Error(`the Tab key never reaches ${selector}`);
  }

  function styleOf(selector: string, property: string): Promise<unknown> {
    return page.evaluate(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(property)}]`,
    );
  }

  function focusRing(): Promise<unknown> {
    return page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
  }
});
