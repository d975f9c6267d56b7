import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Longest time that a command of a test takes in the page, ms. */
const COMMAND_LIMIT = 30_000;

/** What the page's terminal shows now. */
export const screen = async (page: Page): Promise<string> =>
  (await page.locator('docker-terminal .xterm-rows > div').allTextContents())
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();

/** Waits until the terminal shows the pattern below what it showed before. */
export async function shows(page: Page, pattern: RegExp): Promise<string> {
  await expect.poll(() => screen(page), { timeout: COMMAND_LIMIT, interval: 100 }).toMatch(pattern);
  return screen(page);
}

/** Types a line at the prompt, waits for the next prompt, and answers with what stands between. */
export async function type(page: Page, line: string): Promise<string> {
  await page.keyboard.type('clear\n');
  await expect.poll(() => screen(page), { timeout: COMMAND_LIMIT, interval: 100 }).toMatch(/^root@\w+:\S*#$/);
  await page.keyboard.type(`${line}\n`);
  const text = await shows(page, /\n(?:.*\n)*root@\w+:\S*#$/);
  return text.split('\n').slice(1, -1).join('\n');
}
