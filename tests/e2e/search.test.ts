import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MINUTE = 60_000;

/** While set, the list of names is not there. */
let missing = false;
const site = useSite((request, response) => {
  if (!missing || !(request.url ?? '').startsWith('/search/records.json')) return false;
  response.writeHead(404).end('not here');
  return true;
});

async function openDialog(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'Search' });
  // A key pressed before the page's script has run is nobody's.
  const opened = async (): Promise<boolean> => {
    if (!(await dialog.isVisible())) await page.keyboard.press('/');
    return dialog.isVisible();
  };
  await expect.poll(opened, { timeout: 10_000 }).toBe(true);
  return dialog;
}

const HOSTILE: readonly (readonly [name: string, query: string])[] = [
  ['10 kB', 'container exits '.repeat(640)],
  ['10 kB without a space', 'x'.repeat(10_240)],
  ['punctuation', '!!! ??? ... ### %%% ((( ]]] }}}'],
  ['a regular expression', '(.*)+$ [a-z]{1,99999} (?<!x)\\\\'],
  ['HTML', '<img src=x onerror="document.title=1"><script>document.title=2</script> volume'],
  ['right to left', 'حاوية دوكر \u202Edocker volume'],
  ['names of the language', '__proto__ constructor toString hasOwnProperty'],
];

test.each(HOSTILE)('a query of %s has an answer or a clear message', { timeout: MINUTE }, async (_, query) => {
  const { page, troubles } = await site.open('/search/');
  const title = await page.title();
  // As an address has it, too: a page that is opened with it.
  await page.goto(`/search/?q=${encodeURIComponent(query.slice(0, 4000))}`);
  const notice = page.locator('#found-notice');
  await expect.poll(() => notice.textContent(), { timeout: 20_000 }).toMatch(/result|Nearest|Nothing found/);
  await page.fill('#query', query);
  await expect.poll(() => notice.textContent(), { timeout: 20_000 }).toMatch(/result|Nearest|Nothing found/);
  expect(await page.title()).toBe(title);
  expect(await page.locator('main img, main script[src=x]').count()).toBe(0);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('words that nothing has lead to the nearest things', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/search/?q=qqxqzz');
  await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();
  expect(await page.locator('#found-notice').textContent()).toContain('Nearest');
  await page.context().close();
});

test('without its list the search says so, and asks again on request', { timeout: MINUTE }, async () => {
  missing = true;
  try {
    const { page } = await site.open('/search/?q=volume');
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    expect(await page.locator('#found-notice').textContent()).toContain('could not be loaded');
    missing = false;
    await retry.click();
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();

    missing = true;
    await page.goto('/');
    const dialog = await openDialog(page);
    await dialog.getByRole('combobox').fill('volume');
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    missing = false;
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('option').first().waitFor();
    await page.context().close();
  } finally {
    missing = false;
  }
});

test.each([
  ['docker run -p', /^docker run -p, --publish/],
  ['--mount', /--mount/],
  ['-P', /-P, --publish-all/],
  ['127.0.0.11', /DNS|name|network|answer/i],
  ['docker.sock', /socket/i],
  ['exit code 137', /137/],
])('[SEARCH-3] %s has its best hit on top', { timeout: MINUTE }, async (query, title) => {
  const { page } = await site.open(`/search/?q=${encodeURIComponent(query)}`);
  const first = page.getByRole('list', { name: 'Results' }).getByRole('link').first();
  await first.waitFor();
  expect(await first.textContent()).toMatch(title);
  await page.context().close();
});

test('with the keyboard alone: open, choose a kind, choose a hit, copy it, go', { timeout: MINUTE }, async () => {
  const { page, troubles } = await site.open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
  const dialog = await openDialog(page);
  const box = dialog.getByRole('combobox');
  await box.pressSequentially('stop');
  const options = dialog.getByRole('option');
  await options.nth(1).waitFor();
  expect(await box.getAttribute('aria-expanded')).toBe('true');
  const active = async (): Promise<string | null> =>
    dialog.locator(`#${await box.getAttribute('aria-activedescendant')}`).getAttribute('aria-selected');
  expect(await active()).toBe('true');
  const first = await box.getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  expect(await box.getAttribute('aria-activedescendant')).not.toBe(first);
  expect(await active()).toBe('true');
  expect(await dialog.locator('[role=option][aria-selected=true]').count()).toBe(1);

  await dialog.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Tab');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  expect(await dialog.getByRole('radio', { name: 'Cheat sheets' }).isChecked()).toBe(true);
  const kinds = async (): Promise<string[]> => [...new Set(await dialog.locator('.hit-kind').allTextContents())];
  await expect.poll(kinds, { timeout: 10_000 }).toEqual(['Cheat sheet']);
  await box.focus();
  const copy = dialog.getByRole('button', { name: /^Copy: / });
  await copy.waitFor();
  await page.keyboard.press('Alt+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/stop/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cheatsheets\//);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('a row is run from the list, on its sheet', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/');
  const dialog = await openDialog(page);
  await dialog.getByRole('radio', { name: 'Cheat sheets' }).check({ force: true });
  await dialog.getByRole('combobox').fill('run once and leave nothing behind');
  await dialog.getByRole('option').first().waitFor();
  await page.keyboard.press('Alt+R');
  await page.waitForURL(/\/cheatsheets\/run\//);
  await page
    .getByText(/^Ran on a new host/)
    .first()
    .waitFor({ timeout: 30_000 });
  expect(page.url()).not.toContain('?run');
  await page.context().close();
});

test('what was searched before is offered, and forgotten on request', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/');
  const dialog = await openDialog(page);
  await dialog.getByRole('combobox').fill('bind mount');
  await dialog.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/bind-mounts|glossary|notes/);
  await page.goto('/');
  await openDialog(page);
  await dialog.getByRole('button', { name: 'bind mount', exact: true }).click();
  await dialog.getByRole('option').first().waitFor();
  await dialog.getByRole('combobox').fill('');
  await dialog.getByRole('button', { name: 'Forget these' }).click();
  expect(await dialog.getByRole('button', { name: 'bind mount', exact: true }).count()).toBe(0);
  await page.context().close();
});

test('where storage is forbidden the search works', { timeout: MINUTE }, async () => {
  const { page, troubles } = await site.open('about:blank');
  await page.addInitScript(() => {
    const forbid = (): never => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: forbid });
  });
  await page.goto('/');
  const dialog = await openDialog(page);
  await dialog.getByRole('combobox').fill('bind mount');
  await dialog.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/notes|glossary/);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test.each(['light', 'dark'] as const)('axe finds nothing in the dialog, %s', { timeout: MINUTE }, async (scheme) => {
  for (const width of [390, 1280]) {
    const options = { colorScheme: scheme, viewport: { width, height: 900 }, bypassCSP: true };
    const { page } = await site.open('/', options);
    const dialog = await openDialog(page);
    await dialog.getByRole('combobox').fill('remove a container');
    await dialog.getByRole('option').first().waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document.querySelector("dialog#search"))');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.context().close();
  }
});
