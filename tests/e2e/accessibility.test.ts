import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATHS = readPages().map(({ path }) => path);
/** Pages of the command reference, errors, labs and notes come from templates: some are looked at in every way. */
const COMMAND = /^\/(?:commands|errors|drills)\/./;
const NOTE = /^\/notes\/[^/]+\/./;
const SAMPLE = [
  ...['run', 'container-prune', 'network-ls', 'stats'].map((slug) => `/commands/${slug}/`),
  ...['port-is-allocated', 'env-without-equals'].map((slug) => `/errors/${slug}/`),
  ...['dockerignore', 'compose-wait-healthy'].map((slug) => `/drills/${slug}/`),
  ...['life-of-a-container', 'run-detach-interact'].map((slug) => `/notes/containers/${slug}/`),
];

/** Whether a page is looked at in this way: the other commands, errors and labs in one, the other notes in two, all else in all four. */
function isDue(path: string, scheme: 'light' | 'dark', width: number): boolean {
  if (SAMPLE.includes(path)) return true;
  if (COMMAND.test(path)) return scheme === 'light' && width === 390;
  if (NOTE.test(path)) return (scheme === 'light') === (width === 390);
  return true;
}

test('the sample is part of the site', () => {
  expect(PATHS).toEqual(expect.arrayContaining(SAMPLE));
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([390, 1280])('%i pixels wide', (width) => {
    const site = useSite();
    const paths = PATHS.filter((path) => isDue(path, colorScheme, width));

    test.each(paths)('%s: no violation, no error, no overflow', async (path) => {
      const options = { colorScheme, viewport: { width, height: 900 }, bypassCSP: true };
      const { page, troubles } = await site.open(path, options);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(found).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(troubles.filter((trouble) => !trouble.startsWith('404') || !path.includes('404'))).toEqual([]);
      await page.context().close();
    });
  });
});
