import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DIST } from './dist.ts';
import { announced, clipboard, COPYING, fillContainer, focused, goToRow, NOTE, SHEET, tabTo } from './sheet.ts';
import { useSite } from './site.ts';
import { shows } from './terminal.ts';

/** For a test that starts a host. */
const MINUTE = 60_000;
const SHEETS = globSync('cheatsheets/*/index.html', { cwd: DIST }).map((file) => `/${dirname(file)}/`);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = useSite();
const opened = async (path: string, options = COPYING): Promise<Page> => (await site.open(path, options)).page;

describe('a sheet with the keyboard alone', () => {
  test('c copies the row that has the focus, in the chosen spelling of flags', async () => {
    const page = await opened(SHEET);
    await goToRow(page, 'choose-the-columns');
    await page.keyboard.press('c');
    await announced(page);
    expect(await clipboard(page)).toBe(String.raw`docker ps --format 'table {{.Names}}\t{{.Status}}\t{{.Ports}}'`);
    await goToRow(page, 'list-by-state');
    await page.keyboard.press('c');
    await expect.poll(() => clipboard(page)).toBe('docker ps -a -f status=exited');
    await page.reload();
    await tabTo(page, '.tools [name="flags"]');
    await page.keyboard.press('ArrowRight');
    await goToRow(page, 'list-by-state');
    await page.keyboard.press('c');
    await expect.poll(() => clipboard(page)).toBe('docker ps --all --filter status=exited');
    await page.context().close();
  });

  test('the row with the focus is not below the tools, the header or the edge', async () => {
    const page = await opened(SHEET, { ...COPYING, viewport: { width: 1280, height: 600 }, reducedMotion: 'reduce' });
    await tabTo(page, '[data-row]');
    const hidden = `(() => {
      const row = document.activeElement.getBoundingClientRect();
      const tools = document.querySelector('.tools').getBoundingClientRect();
      return [row.top < tools.bottom - 1, row.bottom > innerHeight + 1];
    })()`;
    for (const key of [
      'End',
      'ArrowUp',
      'k',
      'k',
      'k',
      'k',
      'k',
      'k',
      'k',
      'k',
      'Home',
      'j',
      'j',
      'j',
      'j',
      'j',
      'j',
    ]) {
      await page.keyboard.press(key);
      await expect.poll(() => page.evaluate(hidden), { message: key }).toEqual([false, false]);
    }
    await page.context().close();
  });

  test('views by command and of flags, density and spelling are remembered', async () => {
    const page = await opened(SHEET);
    const rows = await page.locator('[data-row]').count();
    await tabTo(page, '.tools [name="view"]');
    await page.keyboard.press('ArrowRight');
    const headings = await page.locator('[data-group] h2').allInnerTexts();
    expect(headings).toContain('docker stop');
    expect(headings).toEqual(headings.toSorted((a, b) => a.localeCompare(b)));
    expect(await page.locator('[data-row]').count()).toBe(rows);
    await tabTo(page, '.tools [name="density"]');
    await page.keyboard.press('Space');
    await page.reload();
    expect(await page.locator('[data-sheet]').getAttribute('data-density')).toBe('compact');
    expect(await page.locator('[data-group] h2').allInnerTexts()).toEqual(headings);
    await tabTo(page, '.tools [name="view"]');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[data-sheet]').isVisible()).toBe(false);
    await tabTo(page, '[data-flag-table] summary');
    await page.keyboard.press('Enter');
    await page.locator('[data-flag]:visible').first().waitFor();
    await page.context().close();
  });

  test('the filter finds words of rows, not of their buttons; then of flags', async () => {
    const page = await opened(SHEET);
    const shown = page.locator('[data-row]:visible');
    const all = await shown.count();
    await tabTo(page, '#filter');
    await page.keyboard.type('-p');
    const found = await shown.allInnerTexts();
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((text) => !/ -\w*p/.test(text))).toEqual([]);
    expect(await page.locator('[data-filter-count]').innerText()).toBe(`${found.length} of ${all}`);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('playground');
    await page.locator('[data-nothing]').waitFor();
    await tabTo(page, '[data-clear-filter]');
    await page.keyboard.press('Enter');
    expect(await shown.count()).toBe(all);
    expect(await focused(page)).toBe('filter');
    await tabTo(page, '.tools [name="view"]');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('publish');
    expect(await page.locator('[data-flag]:visible').allInnerTexts()).not.toEqual([]);
    await page.context().close();
  });

  test('r runs a row on a host on which it makes sense, with what is filled in', { timeout: 2 * MINUTE }, async () => {
    const page = await opened(SHEET);
    await fillContainer(page, 'shop');
    await goToRow(page, 'stop-politely');
    await page.keyboard.press('r');
    await shows(page, /docker stop shop\nshop\nroot@\w+:\S*#$/);
    expect(await page.locator('#stop-politely [data-row-state]').innerText()).toContain('--name shop');
    await page.context().close();
  });
});

describe.each([390, 1280])('%i pixels wide', (width) => {
  test('the panel, a field and the dock open: axe finds nothing, nothing jumps', { timeout: 2 * MINUTE }, async () => {
    const options = { ...COPYING, bypassCSP: true, reducedMotion: 'reduce', viewport: { width, height: 900 } } as const;
    const { page, troubles } = await site.open('about:blank', options);
    await page.addInitScript(`
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries())
          if (!hadRecentInput) window.shifts.push(value + ': ' + sources.map(({ node }) => node?.outerHTML?.slice(0, 80)));
      }).observe({ type: 'layout-shift', buffered: true });`);
    await page.goto(SHEET);
    await fillContainer(page, 'shop');
    await goToRow(page, 'stop-politely');
    await page.keyboard.press('r');
    await shows(page, /shop\nroot@\w+:\S*#$/);
    await page.locator('#publish-a-port-to-this-machine-only [data-copy-row]').click();
    await page.locator('.placeholder-field').waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>(`axe.run({ exclude: '[data-flag-tables]' })`);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate('shifts')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

test('each sheet is printed on one or two pages, whatever is open or dark', { timeout: 2 * MINUTE }, async () => {
  const page = await opened(SHEET, { colorScheme: 'dark' });
  expect(SHEETS.length).toBeGreaterThan(10);
  for (const path of SHEETS) {
    await page.goto(path);
    await page.locator('.tools [name="density"]').check({ force: true });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages, path).toBeGreaterThan(0);
    expect(pages, path).toBeLessThanOrEqual(2);
  }
  await page.goto(SHEET);
  await page.locator('.tools [name="view"][value="flags"]').check({ force: true });
  await page.locator('#filter').fill('--volume');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('[data-flag]:visible').allInnerTexts()).not.toEqual([]);
  await page.context().close();
});

test('without JavaScript a sheet is there to read, with nothing that does nothing', async () => {
  const { page } = await site.open(SHEET, { javaScriptEnabled: false });
  await page.locator('#stop-politely', { hasText: 'docker stop <container>' }).waitFor();
  expect(await page.locator('main button:visible, main input:visible').count()).toBe(0);
  await page.locator('[data-flag-table] summary').first().click();
  await page.locator('[data-flag]:visible').first().waitFor();
  await page.context().close();
});

test('a press on the prompt copies its line', async () => {
  const page = await opened(NOTE);
  const steps = page.locator('.snippet [data-command]');
  await steps.nth(1).locator('.prompt').first().click();
  await announced(page);
  expect(await clipboard(page)).toBe(await steps.nth(1).locator('.command').first().innerText());
  await page.context().close();
});

test('a session that is only shown is copied without its prompts', async () => {
  const page = await opened('/notes/volumes/share-and-back-up/');
  const block = page.locator('.snippet[data-snippet="shown"]').first();
  await block.locator('[data-copy]').focus();
  await page.keyboard.press('Enter');
  await announced(page);
  expect(await clipboard(page)).toMatch(/^docker run .* \|\n {2}ssh other 'docker run [^\n]*'$/);
  await page.context().close();
});
