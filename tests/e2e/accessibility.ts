import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Scheme = 'light' | 'dark';
const WIDTHS = [390, 1280] as const;
/** DRYDOCK_ALL=1 looks at every page in every way, which takes a quarter of an hour. */
const ALL = process.env['DRYDOCK_ALL'] === '1';
/** Of kinds with more pages than this every fourth is looked at; they come from one template. */
const MANY = 30;

const paths = readPages().map(({ path }) => path);
/** `/notes/containers/x/` is of the kind `notes/containers`, `/errors/x/` of `errors`. */
const kindOf = (path: string): string => path.split('/').slice(1, -2).join('/') || path;
const kinds = Map.groupBy(paths, kindOf);

/** The first page of a kind is looked at in all four ways, the others in one, which goes round. */
function isDue(path: string, scheme: Scheme, width: number): boolean {
  const others = kinds.get(kindOf(path)) ?? [];
  const at = others.indexOf(path);
  if (ALL || at === 0) return true;
  const turn = others.length > MANY ? at / 4 : at;
  return turn % 4 === (scheme === 'light' ? 0 : 2) + (width === 390 ? 0 : 1);
}

/** Tests pages in a colour scheme: axe finds nothing, nothing is wider than the window, nothing fails. */
export function testAccessibility(colorScheme: Scheme): void {
  describe.each(WIDTHS)(`${colorScheme}, %i pixels wide`, (width) => {
    const site = useSite();

    test.each(paths.filter((path) => isDue(path, colorScheme, width)))('%s', async (path) => {
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
}
