import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { drawMany } from '../../bench/many-containers.ts';
import { useSite } from './site.ts';
import { shows, type } from './terminal.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NOTE = '/notes/containers/run-detach-interact/';
const MINUTE = 60_000;
const site = useSite();

/** A note with its first block run and the picture open; the keyboard is in the terminal. */
async function opened(width: number, colorScheme: 'light' | 'dark') {
  const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
  const { page, troubles } = await site.open(NOTE, options);
  await page.locator('[data-run]').first().focus();
  await page.keyboard.press('Enter');
  await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
  await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Show the host' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('host-picture svg').waitFor();
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  return { page, troubles };
}

const option = (page: Page, name: RegExp) => page.locator('host-picture').getByRole('option', { name });

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<AxeResults>(`axe.run('#dock')`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each([390, 1280])(
    '%i pixels: the picture follows what is typed, with the keyboard alone',
    { timeout: 3 * MINUTE },
    async (width) => {
      const { page, troubles } = await opened(width, scheme);
      await type(page, 'docker network create shop');
      await option(page, /^network shop\s+172\.18\.0\.0\/16$/).waitFor();
      await type(page, 'docker run -d --name web --network shop -p 8080:80 -v data:/data nginx');
      await option(page, /^container web running nginx/).waitFor();
      await option(page, /^volume data$/).waitFor();
      const spoken = page.locator('host-picture .visually-hidden[role=status]');
      await expect
        .poll(() => spoken.textContent())
        .toMatch(/web: created → running; network shop: \+ web 172\.18\.0\.2/);
      await expect.poll(() => page.locator('host-picture .port text').allTextContents()).toEqual(['8080']);
      expect(await violations(page)).toEqual([]);

      // Into the drawing, to the container, and its panel.
      await page.getByRole('button', { name: 'Larger' }).focus();
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement?.getAttribute("role")')) !== 'option')
        await page.keyboard.press('Tab');
      await expect
        .poll(() => page.evaluate('document.activeElement?.getAttribute("aria-label")'))
        .toMatch(/^container/);
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toMatch(/^network shop/);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('region', { name: 'Container web' });
      await panel.waitFor();
      expect(await panel.textContent()).toMatch(
        /docker inspect web.*localhost:8080.*172\.18\.0\.2:80.*nginx, process \d+.*pid\d{10}.*memory.*merged.*"Name": "\/web"/s,
      );
      expect(await violations(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Run docker inspect web in the terminal' }).focus();
      await page.keyboard.press('Enter');
      await shows(page, /"DNSNames": \[/);
      await panel.getByRole('button', { name: 'Close' }).focus();
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toMatch(/^container web/);

      // The same as text.
      await page.getByRole('button', { name: 'As text' }).focus();
      await page.keyboard.press('Enter');
      const tree = page.getByRole('tree', { name: 'What is on the host' });
      await tree.locator('[tabindex="0"]').focus();
      for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
      expect(await page.evaluate('document.activeElement?.textContent')).toMatch(/^Processes \(\d\)$/);
      expect(
        await tree.getByRole('treeitem', { name: /port 8080 of the host \(0\.0\.0\.0, ::\) leads to 80\/tcp/ }).count(),
      ).toBe(1);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await panel.waitFor();
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );
});

test('the slider goes back over the commands while the host goes on', { timeout: 3 * MINUTE }, async () => {
  const { page, troubles } = await opened(1280, 'light');
  await type(page, 'docker volume create data');
  await type(page, 'docker run -d --name web nginx');
  await option(page, /^container web running/).waitFor();
  const slider = page.getByRole('slider', { name: 'Moment of the session' });
  await slider.focus();
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('now');
  const output = page.locator('host-picture .time output');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => output.textContent()).toMatch(/after docker run -d --name web nginx$/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => output.textContent()).toMatch(/after docker volume create data$/);
  expect(await option(page, /^container web/).count()).toBe(0);
  expect(await page.locator('host-picture .changes li').allTextContents()).toEqual(['volume data: created']);
  expect(await violations(page)).toEqual([]);

  // The difference between two moments.
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption({ label: 'the start' });
  await page.keyboard.press('Shift+Tab');
  await slider.focus();
  await page.keyboard.press('End');
  await expect
    .poll(() => page.locator('host-picture .changes').textContent())
    .toMatch(/volume data: created.*web: created → running/);
  await option(page, /^container web running/).waitFor();

  // Who looks at the past isn't torn away by what happens now.
  await page.keyboard.press('Home');
  await page.keyboard.press('F6');
  await page.keyboard.press('F6');
  await type(page, 'docker rm -f web');
  expect(await option(page, /^container web/).count()).toBe(0);
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('now');
  expect(await option(page, /^container web/).count()).toBe(0);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the slider holds the commands from before the picture was opened', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened(1280, 'light');
  const moments = page.locator('host-picture .time option');
  await expect
    .poll(() => moments.allTextContents(), { timeout: 10_000 })
    .toEqual(expect.arrayContaining(["after docker run --rm alpine sh -c 'exit 3'"]));
  await page.context().close();
});

test('a host that died is told in the picture, which keeps its last state', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened(1280, 'dark');
  await type(page, 'docker run -d --name web nginx');
  await option(page, /^container web running/).waitFor();
  const ended = page.locator('host-picture .ended');
  expect(await ended.isVisible()).toBe(false);
  await page.workers().at(-1)?.evaluate('void setTimeout(() => { throw new Error("out of memory"); })');
  await ended.filter({ hasText: 'This host has stopped' }).waitFor();
  expect(await option(page, /^container web running/).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start anew' }).press('Enter');
  await expect.poll(() => option(page, /^container web/).count(), { timeout: 20_000 }).toBe(0);
  expect(await ended.isVisible()).toBe(false);
  await page.context().close();
});

test('whom a container reaches is lit, all else recedes', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened(1280, 'light');
  await type(page, 'docker network create shop; docker run -d --name db --network shop -v data:/data redis');
  await type(page, 'docker run -d --name web --network shop nginx; docker run -d --name lone alpine sleep 900');
  await option(page, /^container lone running/).waitFor();
  await option(page, /^container web running/).click();
  const lit = page.locator('host-picture svg > .lit[data-key]');
  const names = () =>
    lit.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(' ', 2).join(' ')).sort());
  await expect.poll(names).toEqual(['container db', 'container web', 'image nginx:latest,', 'network shop']);
  await expect
    .poll(() => page.locator('host-picture .drop.lit text').allTextContents())
    .toEqual(['172.18.0.2', '172.18.0.3']);
  await page.keyboard.press('Escape');
  await expect.poll(() => lit.count()).toBe(0);
  await page.context().close();
});

test('Reset begins the picture anew', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened(1280, 'dark');
  await type(page, 'docker run -d --name web nginx');
  await option(page, /^container web running/).waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => option(page, /^container web/).count(), { timeout: 20_000 }).toBe(0);
  await expect.poll(() => page.locator('host-picture').textContent()).toContain('No containers yet');
  await page.context().close();
});

test('200 containers on 5 networks are drawn about as fast as the browser can', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened(1280, 'light');
  const measured = await drawMany(page);
  console.log('picture of 200 containers:', JSON.stringify(measured));
  expect(measured.cards).toBe(200);
  // Against the browser's own parser with the same markup; on this machine 50 ms are about 5 times that.
  expect(measured.first / measured.plain).toBeLessThan(6);
  expect(measured.again / measured.first).toBeLessThan(0.8);
  expect(measured.moving / measured.idle).toBeGreaterThan(0.5);
  await page.context().close();
});
