import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [390, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
/** More than this moves what somebody reads. @see https://web.dev/articles/cls: 0.1 is called good */
const SHIFT = 0.01;

const paths = readPages().map(({ path }) => path);
/** `/notes/containers/x/` is of the kind `notes/containers`, `/errors/x/` of `errors`. */
const kindOf = (path: string): string => path.split('/').slice(1, -2).join('/') || path;
/** The first page of each kind: those after it come from the same template. */
const FIRST = new Set(
  Map.groupBy(paths, kindOf)
    .values()
    .map(([path = '']) => path),
);

/** Notes what the page did before anybody looked: what moved, and what its policy refused. */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = { shift: 0, refused: [] as string[] };
    Object.assign(globalThis, { seen });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      seen.refused.push(`${violatedDirective}: ${blockedURI}`);
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) seen.shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

const seenBy = (page: Page): Promise<{ shift: number; refused: string[] }> =>
  page.evaluate(() => (globalThis as unknown as { seen: { shift: number; refused: string[] } }).seen);

/** @param rules all when left out */
async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rules !== undefined && { runOnly: rules }) };
  const found = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe.concurrent('every page: axe in both themes, widths, layout shift, policy, origin', () => {
  const site = useSite();

  // Its own `expect`: the imported one polls for whichever test is running, and beside others that may be none.
  test.for(paths.map((path, at) => ({ path, at })))('$path', { timeout: 60_000 }, async ({ path, at }, { expect }) => {
    const [width, other] = at % 2 === 0 ? WIDTHS : WIDTHS.toReversed();
    const { page, troubles } = await site.open('about:blank', {
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== site.url) elsewhere.push(request.url());
    });
    await watch(page);
    await page.goto(path);
    const fits = (wide: number): Promise<void> =>
      expect
        .poll(() => page.evaluate<number>('document.documentElement.scrollWidth'), { message: `${wide} pixels` })
        .toBeLessThanOrEqual(wide);

    await page.evaluate(AXE);
    expect(await violations(page), 'light').toEqual([]);
    await fits(width);
    const { shift, refused } = await seenBy(page);
    expect(shift, 'layout shift').toBeLessThan(SHIFT);
    expect(refused).toEqual([]);
    // What a theme can change is colours.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, ['color-contrast']), 'dark').toEqual([]);
    await page.setViewportSize({ width: other, height: 900 });
    await fits(other);
    if (FIRST.has(path)) {
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${colorScheme}, ${other} pixels`).toEqual([]);
      }
    }
    expect(elsewhere).toEqual([]);
    expect(troubles.filter((trouble) => !(path.includes('404') && trouble.includes('404')))).toEqual([]);
    await page.context().close();
  });
});

/** What is fetched after the page, and how long it takes on the way. */
const LATE = /\.(?:js|json|wasm|woff2)(?:\?|$)/;
const LATE_BY = 400;

describe.concurrent('one page of each kind: nothing moves on a phone when its scripts come late', () => {
  const site = useSite();

  test.for([...FIRST])('%s', { timeout: 60_000 }, async (path, { expect }) => {
    const { page } = await site.open('about:blank', {
      reducedMotion: 'reduce',
      viewport: { width: WIDTHS[0], height: 900 },
    });
    await page.route(LATE, async (route) => {
      await delay(LATE_BY);
      await route.continue();
    });
    await watch(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    // What the last answer changes is drawn in the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect((await seenBy(page)).shift, 'layout shift').toBeLessThan(SHIFT);
    await page.context().close();
  });
});
