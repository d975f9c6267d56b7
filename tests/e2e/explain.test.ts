import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MINUTE = 60_000;

const site = useSite();

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([390, 1280])(
    '%i pixels: typed, explained, converted, axe clean',
    { timeout: 2 * MINUTE },
    async (width) => {
      const { page, troubles } = await site.open('/explain/', {
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      const box = page.getByLabel('A command line, or a Compose file');
      await box.focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('docker run --rm -p 8080:80 nginx');
      const rows = page.locator('#explained dl > div');
      await rows.filter({ hasText: 'leads to port 80 of the container' }).waitFor();
      // The example that the page came with has such a row, too.
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(4);
      await page.locator('#converted code', { hasText: '8080:80' }).waitFor();
      const links = await rows.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      expect(links.some((href) => href.startsWith('/notes/'))).toBe(true);
      for (const href of links) expect((await page.request.get(href)).status(), href).toBe(200);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);

      await box.focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('services:\n  web:\n    image: nginx\n    ports: ["80:80"]\n');
      await page.locator('#converted code', { hasText: 'docker run -d --name app-web-1 --publish 80:80' }).waitFor();
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );
});

test('a block and a row of a cheat sheet lead here with their command', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/notes/containers/run-detach-interact/');
  await page.getByRole('link', { name: 'Explain the commands of block 1' }).press('Enter');
  await page.locator('#explained dl dt', { hasText: 'echo' }).waitFor();
  await page.goto('/cheatsheets/containers/');
  const link = page.getByRole('link', { name: /^Explain ?: docker run/ }).first();
  const command = ((await link.textContent()) ?? '').trim().replace(/^Explain: /, '');
  await link.click();
  expect(await page.getByLabel('A command line, or a Compose file').inputValue()).toBe(command);
  await page.context().close();
});

test('a link that was cut short says so', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/explain/#c=docker%20run%E2%82');
  await page.getByRole('status').filter({ hasText: 'cut short' }).waitFor();
  await page.context().close();
});

test('with the network blocked a line is still explained and converted', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/explain/');
  const box = page.getByLabel('A command line, or a Compose file');
  const type = async (line: string) => {
    await box.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(line);
  };
  await type('docker run -d nginx');
  await page.locator('#converted code', { hasText: 'image: nginx' }).waitFor();
  await page.context().setOffline(true);
  await type('docker run -p 81:80 redis');
  await page.locator('#explained dl > div', { hasText: 'port 81 of the host' }).waitFor();
  await page.locator('#converted code', { hasText: '81:80' }).waitFor();
  await page.context().close();
});
