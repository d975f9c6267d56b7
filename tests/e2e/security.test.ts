import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';
import { shows, type } from './terminal.ts';

const pages = readPages();
const site = useSite();

/** Real Node is fetched from its maker when a reader asks for it, and only that page may show its frames. */
const REAL_NODE = '/playground/node/';
const FRAMES = 'frame-src https://stackblitz.com https://*.webcontainer.io https://*.webcontainer-api.io';

/** @returns the directives of the page's policy: `{ 'object-src': "'none'" }` */
function policyOf(html: string): Map<string, string> {
  const [, text = ''] = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html) ?? [];
  return new Map(
    text
      .replaceAll('&#39;', "'")
      .split(';')
      .map((directive) => directive.trim())
      .filter((directive) => directive !== '')
      .map((directive) => {
        const [name = '', ...values] = directive.split(/\s+/);
        return [name, values.join(' ')];
      }),
  );
}

test('every page has a strict policy, before anything that it governs', () => {
  expect(pages.length).toBeGreaterThan(400);
  for (const { path, html } of pages) {
    const policy = policyOf(html);
    expect(Object.fromEntries(policy), path).toMatchObject({
      'default-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'self'",
      'form-action': "'self'",
      'worker-src': "'self'",
      'require-trusted-types-for': "'script'",
    });
    for (const [name, value] of policy) {
      expect(value, `${path}: ${name}`).not.toMatch(
        /unsafe-inline|'unsafe-eval'|unsafe-hashes|(^|\s)(\*|https?:|blob:)(\s|$)/,
      );
      const elsewhere = [...value.matchAll(/https?:\S+|\S*\*\S*/g)].map(String);
      if (elsewhere.length > 0)
        expect({ path, directive: `${name} ${value}` }).toEqual({ path: REAL_NODE, directive: FRAMES });
    }
    const scripts = policy
      .get('script-src')
      ?.replaceAll(/'sha256-[\w+/=]+'/g, '')
      .trim()
      .split(/\s+/);
    expect(scripts, path).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    const head = html.indexOf('http-equiv="content-security-policy"');
    const first = html.search(/<(script|link[^>]*stylesheet|style)\b/);
    // The script that sets the theme may stand before: its hash is in the list all the same.
    expect(first === -1 || first > head || html.slice(first, head).match(/<script\b/g)?.length === 1, path).toBe(true);
  }
});

test('no page has an inline handler or style', () => {
  const found = pages.flatMap(({ path, html }) => {
    const tags = html.replaceAll(/<script\b[\s\S]*?<\/script>/g, '').match(/<[a-z][^<>]*>/gi) ?? [];
    return tags
      .filter((tag) => /\s(style|on[a-z]+)=/.test(tag.replaceAll(/="[^"]*"/g, '=')))
      .map((tag) => `${path}: ${tag}`);
  });
  expect(found).toEqual([]);
});

test('nothing that a page loads by itself is elsewhere', () => {
  const loads =
    /<(script|img|iframe|audio|video|source|embed|object|input|track)\b[^>]*?\s(?:src|data|srcset|poster)="([^"]*)"|<link\b([^>]*)>/g;
  const found = pages.flatMap(({ path, html }) =>
    [...html.matchAll(loads)].flatMap(([, , source, link]) => {
      const relation = /\srel="([^"]*)"/.exec(link ?? '')?.[1] ?? '';
      // Where the page stands, not what it loads.
      if (link !== undefined && /^(canonical|alternate)$/.test(relation)) return [];
      const address = source ?? /\shref="([^"]*)"/.exec(link ?? '')?.[1] ?? '';
      return /^(?!data:)([a-z]+:)?\/\/|^https?:/i.test(address) ? [`${path}: ${address}`] : [];
    }),
  );
  expect(found).toEqual([]);
});

/** What the browser itself refused, as it tells the page. */
const watchPolicy = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      refused.push(`${violatedDirective}: ${sample}`);
    });
  });
const refused = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as { refused: readonly string[] }).refused);

test(
  'with Trusted Types: terminal, search, the browser of the playground, and no other way in',
  { timeout: 180_000 },
  async () => {
    const { page, troubles } = await site.open('/notes/containers/run-detach-interact/', {
      viewport: { width: 1280, height: 900 },
    });
    await watchPolicy(page);
    await page.reload();
    await page.locator('[data-run]').first().click();
    await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
    await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
    expect(await type(page, 'echo $((6*7))')).toContain('42');
    expect(await refused(page)).toEqual([]);

    await page.goto('/search/?q=bogus+madeupword+lowerdir');
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();
    expect(await refused(page)).toEqual([]);
    expect(troubles).toEqual([]);

    const attempts = await page.evaluate(() => {
      const attempt = (act: () => void): string => {
        try {
          act();
          return 'allowed';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        markup: attempt(() => (document.createElement('p').innerHTML = '<img src=x>')),
        script: attempt(() => (document.createElement('script').text = '1')),
        worker: attempt(() => new Worker('https://other.example/worker.js')),
        policy: attempt(() =>
          (
            globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
          ).trustedTypes.createPolicy('mine', {}),
        ),
      };
    });
    expect(attempts).toEqual({ markup: 'TypeError', script: 'TypeError', worker: 'TypeError', policy: 'TypeError' });
    await page.context().close();
  },
);
