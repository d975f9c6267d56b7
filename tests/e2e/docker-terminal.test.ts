import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useSite } from './site.ts';
import { shows, type } from './terminal.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NOTE = '/notes/containers/run-detach-interact/';
const MINUTE = 60_000;
const PROMPT = /root@\w+:\S*#$/;

const site = useSite();

async function started(options: Parameters<typeof site.open>[1] = {}) {
  const opened = await site.open(NOTE, { viewport: { width: 1280, height: 900 }, ...options });
  await opened.page.locator('[data-run]').first().click();
  await shows(opened.page, /hello\n(.*\n)*root@\w+:\S*#$/);
  await opened.page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
  return opened;
}

const menu = async (page: Page, item: RegExp) => {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('two shells share one host; a shell that ends takes its tab along', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await started();
  await type(page, 'docker volume create both');
  await page.getByRole('button', { name: 'New shell on the same host' }).click();
  await page.getByRole('tab', { name: 'shell 2', selected: true }).waitFor();
  await expect.poll(() => visibleScreen(page)).toMatch(PROMPT);
  await page.keyboard.type('docker volume ls -q; tty\n');
  await expect.poll(() => visibleScreen(page)).toMatch(/both\n\/dev\/pts\/1/);
  // By the keyboard: back to the first, and again to the second, which ends.
  await page.getByRole('tab', { name: 'shell 2' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('tab', { name: 'shell 1', selected: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tabpanel', { name: 'shell 2' }).click();
  await page.keyboard.type('exit\n');
  await expect.poll(() => page.getByRole('tab').count()).toBe(1);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test(
  'with the network blocked a note goes on: blocks, the terminal, the picture',
  { timeout: 2 * MINUTE },
  async () => {
    const { page } = await started();
    await page.getByRole('button', { name: 'Show the host' }).click();
    await page.locator('host-picture svg').waitFor();
    await page.context().setOffline(true);
    await page.locator('docker-terminal').click();
    // What this session has not needed yet, a server's model for instance, would have to be fetched.
    expect(await type(page, 'docker run -d --name web alpine sleep 900; docker exec web id -u')).toMatch(/\n0$/);
    await page
      .locator('host-picture')
      .getByRole('option', { name: /^container web running/ })
      .waitFor();
    await page.context().close();
  },
);

test(
  'beside the text at 1280 pixels the header keeps all its buttons in the window',
  { timeout: 2 * MINUTE },
  async () => {
    const { page } = await started();
    await page.getByRole('button', { name: 'Beside' }).click();
    const dock = await page.locator('#dock').boundingBox();
    for (const place of ['.site-header [data-search-open]', '.site-header button:last-of-type']) {
      const box = await page.locator(place).last().boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(dock?.x ?? 0);
    }
    await page.context().close();
  },
);

test('history, Ctrl-R, Tab and several pasted lines', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started({ permissions: ['clipboard-read', 'clipboard-write'] });
  await type(page, 'docker run -d --name webshop nginx');
  await page.keyboard.type('clear\n');
  await shows(page, /^root@\w+:\S*#$/);
  await page.keyboard.type('docker stop web\t');
  await shows(page, /docker stop webshop/);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+r');
  await page.keyboard.type('--name');
  await shows(page, /reverse-i-search\)`--name': docker run -d --name webshop nginx/);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('ArrowUp');
  await shows(page, /# docker run -d --name webshop nginx$|# clear$/);
  await page.keyboard.press('Control+c');
  await page.evaluate(() => navigator.clipboard.writeText('echo one\necho two\n'));
  await page.keyboard.press('Control+v');
  await shows(page, /\none\n.*echo two\ntwo\n/);
  await page.context().close();
});

test('a selection is copied, and the whole as text', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started({ permissions: ['clipboard-read', 'clipboard-write'] });
  await type(page, 'echo a-word-to-select');
  await page
    .locator('.xterm-rows > div', { hasText: /^a-word-to-select/ })
    .dblclick({ position: { x: 60, y: 5 }, force: true });
  await page.keyboard.press('Control+Shift+C');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/select/);
  await menu(page, /Copy everything/);
  await expect.poll(copied).toMatch(/\$ .*|echo a-word-to-select\na-word-to-select\n/);
  const download = page.waitForEvent('download');
  await menu(page, /Download everything/);
  expect((await download).suggestedFilename()).toBe('terminal.txt');
  await page.context().close();
});

test('a screen reader hears what a command printed', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started();
  await type(page, 'echo to be read aloud');
  expect(await page.getByRole('log').textContent()).toBe('to be read aloud');
  await page.context().close();
});

test('a port in the output says how to look at it', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started();
  await type(page, 'echo http://localhost:8080');
  await menu(page, /Open localhost:8080/);
  await page.getByRole('alert').filter({ hasText: 'curl localhost:8080' }).waitFor();
  await page.context().close();
});

test('Explain opens with the last command', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started();
  await type(page, 'docker ps -a');
  const opened = page.waitForEvent('popup');
  await menu(page, /Explain: docker ps -a/);
  expect(new URL((await opened).url()).hash).toBe('#c=docker%20ps%20-a');
  await page.context().close();
});

test('a worker that dies: a message, the text is kept, one button starts anew', { timeout: 2 * MINUTE }, async () => {
  const { page } = await site.open(NOTE, { viewport: { width: 1280, height: 900 } });
  await page.evaluate(() => {
    const Own = Worker;
    window.Worker = class extends Own {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        document.addEventListener('test:kill', () => this.dispatchEvent(new ErrorEvent('error', { message: 'gone' })), {
          once: true,
        });
      }
    };
  });
  await page.locator('[data-run]').first().click();
  await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
  await page.evaluate(() => document.dispatchEvent(new CustomEvent('test:kill')));
  await page.getByRole('alert').filter({ hasText: 'The sandbox stopped: gone' }).waitFor();
  await shows(page, /hello[^]*\[the sandbox stopped: gone\]$/);
  await page.getByRole('button', { name: 'Start anew' }).click();
  await shows(page, /stopped: gone\]\n+root@\w+:\S*#$/);
  expect(await type(page, 'docker ps -aq')).toBe('');
  await page.context().close();
});

describe('the dock', () => {
  test('moves beside the text and back, and is remembered', { timeout: 2 * MINUTE }, async () => {
    const { page } = await started();
    const box = () => page.locator('#dock').boundingBox();
    expect((await box())?.width).toBe(1280);
    await page.getByRole('button', { name: 'Beside' }).press('Enter');
    expect((await box())?.height).toBe(900);
    const text = await page.locator('#main').boundingBox();
    expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual((await box())?.x ?? 0);
    await page.reload();
    await page.locator('[data-run]').first().click();
    await expect.poll(async () => (await box())?.height).toBe(900);
    await page.context().close();
  });

  test('is resized by arrows and by dragging', { timeout: 2 * MINUTE }, async () => {
    const { page } = await started();
    const height = async () => (await page.locator('#dock').boundingBox())?.height ?? 0;
    const before = await height();
    const grip = page.getByRole('separator', { name: 'Size of the terminal' });
    await grip.press('ArrowUp');
    expect(await height()).toBe(before + 24);
    const { x, y } = (await grip.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 200, y + 5);
    await page.mouse.down();
    await page.mouse.move(x + 200, y - 100, { steps: 4 });
    await page.mouse.up();
    expect(await height()).toBeGreaterThan(before + 90);
    await page.context().close();
  });

  test.each(['light', 'dark'] as const)(
    '%s: axe is clean on a phone, and its keys type',
    { timeout: 2 * MINUTE },
    async (colorScheme) => {
      const { page, troubles } = await started({
        colorScheme,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        bypassCSP: true,
      });
      await page.keyboard.type('sleep 100\n');
      await page.getByRole('button', { name: 'Ctrl', exact: true }).tap();
      await page.keyboard.type('c');
      await shows(page, /\^C\n(.*\n)*root@\w+:\S*#$/);
      await page.keyboard.type('docker vol');
      await page.getByRole('button', { name: 'Tab', exact: true }).tap();
      await shows(page, /docker volume $|docker volume$/);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );
});

/** What the shell in front shows. */
const visibleScreen = async (page: Page): Promise<string> =>
  (await page.locator('docker-terminal .screen:not([hidden]) .xterm-rows > div').allTextContents())
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
