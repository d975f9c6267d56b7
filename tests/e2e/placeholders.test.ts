import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { announced, clipboard, COPYING, fillContainer, focused, goToRow, line, NOTE, SHEET, tabTo } from './sheet.ts';
import { useSite } from './site.ts';

const site = useSite();
const opened = async (path: string): Promise<Page> => (await site.open(path, COPYING)).page;

test('filled in once, they stand in another sheet and in a note; one button forgets them', async () => {
  const page = await opened(SHEET);
  await fillContainer(page, 'shop');
  expect(await line(page, 'stop-politely')).toBe('docker stop shop');
  await page.goto('/cheatsheets/troubleshooting/');
  expect(await line(page, 'read-its-last-words')).toBe('docker logs -n 50 shop');
  await page.goto(NOTE);
  const filled = page.locator('.snippet [data-placeholder="container"]');
  expect(new Set(await filled.allInnerTexts())).toEqual(new Set(['shop']));
  await tabTo(page, '[data-fill-in] summary');
  await page.keyboard.press('Enter');
  await tabTo(page, '[data-fill-reset]');
  await page.keyboard.press('Enter');
  expect(new Set(await filled.allInnerTexts())).toEqual(new Set(['web']));
  await page.goto(SHEET);
  expect(await line(page, 'stop-politely')).toBe('docker stop <container>');
  await page.context().close();
});

test('one that is not filled in is selected, and copied only with a value', async () => {
  const page = await opened(SHEET);
  await page.evaluate(`navigator.clipboard.writeText('before')`);
  await goToRow(page, 'stop-politely');
  await page.keyboard.press('c');
  const field = page.locator('.placeholder-field');
  expect(await page.evaluate('getSelection().toString()')).toBe('<container>');
  await page.locator('#announcement', { hasText: 'Not copied yet' }).waitFor();
  await page.keyboard.press('Enter');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await clipboard(page)).toBe('before');
  await page.keyboard.type('a b');
  await page.keyboard.press('Enter');
  expect(await clipboard(page)).toBe('before');
  await page.keyboard.type('"$NAME"');
  await page.keyboard.press('Escape');
  expect(await field.count()).toBe(0);
  expect(await line(page, 'stop-politely')).toBe('docker stop <container>');
  await page.keyboard.press('c');
  await page.keyboard.type('$NAME');
  await page.keyboard.press('Enter');
  await announced(page);
  expect(await clipboard(page)).toBe('docker stop $NAME');
  expect(await focused(page)).toBe('stop-politely');
  await page.context().close();
});

test('Escape leaves what was typed', async () => {
  const page = await opened(SHEET);
  await goToRow(page, 'stop-politely');
  await page.keyboard.press('c');
  await page.keyboard.type('shop');
  await page.keyboard.press('Escape');
  expect(await line(page, 'stop-politely')).toBe('docker stop <container>');
  expect(await focused(page)).toBe('stop-politely');
  await page.context().close();
});

test('another tab shows them at once', async () => {
  const page = await opened(SHEET);
  const other = await page.context().newPage();
  await other.goto(NOTE);
  await page.bringToFront();
  await fillContainer(page, 'shop');
  await other.locator('.snippet .placeholder.filled', { hasText: 'shop' }).first().waitFor();
  await page.context().close();
});

test('without storage they hold until the page is left', async () => {
  const { page, troubles } = await site.open('about:blank', COPYING);
  await page.addInitScript(`
    Object.defineProperty(window, 'localStorage', {
      get() { throw new DOMException('forbidden', 'SecurityError'); },
    });`);
  await page.goto(SHEET);
  await fillContainer(page, 'shop');
  expect(await line(page, 'stop-politely')).toBe('docker stop shop');
  await page.goto(SHEET);
  expect(await line(page, 'stop-politely')).toBe('docker stop <container>');
  expect(troubles).toEqual([]);
  await page.context().close();
});
