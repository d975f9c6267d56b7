import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATHS = readPages().map(({ path }) => path);
/** Pages of the command reference come from one template: some are looked at in every way, the others in one. */
const GENERATED = PATHS.filter((path) => /^\/commands\/./.test(path));
const SAMPLE = ['run', 'container-prune', 'network-ls', 'stats'].map((slug) => `/commands/${slug}/`);
const ONCE = new Set(GENERATED.filter((path) => !SAMPLE.includes(path)));

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([390, 1280])('%i pixels wide', (width) => {
    const site = useSite();
    const paths = colorScheme === 'light' && width === 390 ? PATHS : PATHS.filter((path) => !ONCE.has(path));

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
