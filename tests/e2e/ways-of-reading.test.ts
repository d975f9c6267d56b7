import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const pages = readPages();
const site = useSite();
/** One page of each kind: `/notes/…/…/`, `/errors/…/`, and those that are alone. */
const KINDS = [
  ...new Map(
    pages.map(({ path }) => [path.split('/').slice(1, -2).join('/').replace(/\/.*/, '') || path, path]),
  ).values(),
];

/** Their text is a file of the repository with a title of its own, which the page's style takes away. */
const BRINGS_A_TITLE: ReadonlySet<string> = new Set(['/changes/', '/fidelity/']);

/** Levels of the headings in the order of the text; one that stands there only without JavaScript is no second. */
const levels = (html: string): readonly number[] =>
  [...html.replaceAll(/<script\b[\s\S]*?<\/script>|<h1 class="without-js"|="[^"]*"/g, '').matchAll(/<h([1-6])\b/g)].map(
    ([, level]) => Number(level),
  );

test('every page: one main heading, and no level of headings is left out', () => {
  expect(pages.length).toBeGreaterThan(400);
  const found = pages.flatMap(({ path, html }) => {
    // Those of the navigation beside the text have an order of their own.
    const [, main = ''] = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
    const order = levels(main).toSpliced(1, BRINGS_A_TITLE.has(path) ? 1 : 0);
    const gap = order.findIndex((level, at) => level > (order[at - 1] ?? 0) + 1);
    const isSound = order.filter((level) => level === 1).length === 1 && gap === -1;
    return isSound ? [] : [`${path}: ${order.join(' ')}`];
  });
  expect(found).toEqual([]);
});

test('every page: one banner, one main, one footer; landmarks of a kind have names of their own', () => {
  const found = pages.flatMap(({ path, html }) => {
    const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
    const names = [...html.matchAll(/<(nav|aside)\b([^>]*)>/g)].map(
      ([, tag = '', attributes = '']) => `${tag} ${/aria-label(?:ledby)?="([^"]*)"/.exec(attributes)?.[1] ?? ''}`,
    );
    const nameless = names.filter((name, at) => name.endsWith(' ') || names.indexOf(name) !== at);
    const isSound = count(/<main\b/g) === 1 && count(/<footer class="site-footer"/g) === 1 && nameless.length === 0;
    return isSound ? [] : [`${path}: ${nameless.join(', ')}`];
  });
  expect(found).toEqual([]);
});

describe('at 200 %', () => {
  // A window of 1280 pixels shows 640 of the page.
  test.each(KINDS)('%s is not wider than the window', async (path) => {
    const { page } = await site.open(path, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(640);
    const header = await page.getByRole('banner').boundingBox();
    expect(header?.height ?? 0).toBeLessThan(225);
    await page.context().close();
  });
});

describe('with colours that the system forces', () => {
  test.each(KINDS)('%s: whatever has the focus shows it, and buttons have an edge', async (path) => {
    const { page } = await site.open(path, { forcedColors: 'active', viewport: { width: 1280, height: 900 } });
    const unseen: string[] = [];
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const trouble = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
        return isSeen || element.localName === 'iframe' ? undefined : element.outerHTML.slice(0, 120);
      });
      if (trouble !== undefined) unseen.push(trouble);
    }
    expect(unseen).toEqual([]);
    const flat = await page.locator('main button:visible').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { borderTopStyle, backgroundColor } = getComputedStyle(button);
          const isWord = button.closest('summary, pre, code, p, li, td, th, [role=tablist], [role=toolbar]') !== null;
          return !isWord && borderTopStyle === 'none' && backgroundColor === 'rgba(0, 0, 0, 0)';
        })
        .map((button) => button.outerHTML.slice(0, 120)),
    );
    expect(flat).toEqual([]);
    await page.context().close();
  });
});

describe('without JavaScript', () => {
  test('every page says what it has to say, or that it needs scripts and what they do', () => {
    const found = pages.flatMap(({ path, html }) => {
      const [, main = ''] = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
      const text = main.replaceAll(/<(script|style|template)\b[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
      return text.length > 60 ? [] : [`${path}: ${text}`];
    });
    expect(found).toEqual([]);
  });

  test.each(KINDS)('%s: nothing is offered that only a script can do', async (path) => {
    const { page } = await site.open(path, { javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
    expect(await page.locator('main .needs-js:visible, main [data-run]:visible').count()).toBe(0);
    expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(80);
    await page.context().close();
  });
});

describe('on paper', () => {
  /** A4 without its margins, pixels. */
  const PAPER = 718;

  test.each(KINDS)('%s: fits, is dark on light, and nothing floats', async (path) => {
    const { page } = await site.open(path, { colorScheme: 'dark', viewport: { width: PAPER, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PAPER);
    const { ink, floating } = await page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) =>
        element.checkVisibility(),
      );
      const main = document.querySelector('main') ?? document.body;
      return {
        ink: getComputedStyle(main).color,
        floating: shown
          .filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position))
          .map((element) => element.outerHTML.slice(0, 120)),
      };
    });
    expect(floating).toEqual([]);
    const [red = 255, green = 255, blue = 255] = (ink.match(/[\d.]+/g) ?? []).map(Number);
    expect(Math.max(red, green, blue), ink).toBeLessThan(110);
    await page.context().close();
  });
});

describe('with reduced motion', () => {
  test.each(KINDS)('%s: nothing moves by itself', async (path) => {
    const { page } = await site.open(path, { reducedMotion: 'reduce' });
    await page.waitForLoadState('networkidle');
    const moving = await page.evaluate(() => {
      const lasts = [...document.querySelectorAll('body *')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(',').some((time) => Number.parseFloat(time) > 0);
      });
      return [
        ...lasts.map((element) => element.outerHTML.slice(0, 100)),
        ...document.getAnimations().map((animation) => `running: ${animation.playState}`),
        ...(getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['smooth scrolling'] : []),
      ];
    });
    expect(moving).toEqual([]);
    await page.context().close();
  });
});

const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.outerHTML.slice(0, 200)');

test('the search gives the focus back to where it was', async () => {
  const { page } = await site.open('/notes/', { viewport: { width: 1280, height: 900 } });
  await page.locator('main a').nth(3).focus();
  const before = await focused(page);
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('combobox').waitFor();
  expect(await focused(page)).toContain('role="combobox"');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused(page)).toBe(before);
  await page.context().close();
});

test('a word of the glossary keeps the focus while its card is shown, and Escape takes the card away', async () => {
  const { page } = await site.open('/notes/containers/what-a-container-is/', {
    viewport: { width: 1280, height: 900 },
  });
  const word = page.locator('a.term').first();
  await word.focus();
  await page.locator('#term-card:popover-open').waitFor();
  expect(await focused(page)).toContain('data-term');
  expect(await word.getAttribute('aria-describedby')).toBe('term-card');
  await page.keyboard.press('Escape');
  await page.locator('#term-card:popover-open').waitFor({ state: 'detached' });
  expect(await focused(page)).toContain('data-term');
  await page.context().close();
});
