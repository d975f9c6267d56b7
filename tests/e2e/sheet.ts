import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A cheat sheet with placeholders, and a note that has the same. */
export const SHEET = '/cheatsheets/containers/';
export const NOTE = '/notes/containers/list-stop-remove/';
export const COPYING: BrowserContextOptions = { permissions: ['clipboard-read', 'clipboard-write'] };

export const clipboard = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()');
export const announced = (page: Page): Promise<void> => page.locator('#announcement', { hasText: 'Copied' }).waitFor();
/** What of the page has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(document.activeElement.closest('[data-row]') ?? document.activeElement).id || document.activeElement.className`,
  );

/** Presses Tab until the focus is where it should be, as one does without a pointer. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`Tab did not come to ${selector}`);
}

/** The focus on a row, by Tab to one and the arrows from the first. */
export async function goToRow(page: Page, id: string): Promise<void> {
  if (!(await page.evaluate<boolean>(`document.activeElement.matches('[data-row]')`))) await tabTo(page, '[data-row]');
  await page.keyboard.press('Home');
  for (let presses = 0; presses < 60 && (await focused(page)) !== id; presses += 1) {
    await page.keyboard.press(presses % 2 === 0 ? 'ArrowDown' : 'j');
  }
  expect(await focused(page)).toBe(id);
}

/** Fills in the container's name in the panel. */
export async function fillContainer(page: Page, name: string): Promise<void> {
  await tabTo(page, '[data-fill-in] summary');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type(name);
}

/** The command of a row. */
export const line = (page: Page, id: string): Promise<string> => page.locator(`#${id} [data-line]`).first().innerText();
