import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { bundle } from '../../src/lib/offline/bundle.ts';
import { DIST } from './dist.ts';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';
import { shows, type } from './terminal.ts';

const MINUTE = 60_000;

/** The network between the browser and the site. */
const network = { isDown: false, answers: new Map<string, string>() };

const site = useSite((request, response) => {
  if (network.isDown) request.socket.destroy();
  const body = network.answers.get(request.url ?? '');
  if (body === undefined || network.isDown) return network.isDown;
  response.writeHead(200, { 'content-type': request.url?.endsWith('.js') ? 'text/javascript' : 'text/html' }).end(body);
  return true;
});

beforeEach(() => {
  network.isDown = false;
  network.answers.clear();
});

/** A reader's first visit, until the site is stored. */
async function visited(): Promise<{ page: Page; troubles: string[] }> {
  const opened = await site.open('/notes/', { serviceWorkers: 'allow', viewport: { width: 1280, height: 900 } });
  await opened.page.evaluate(() => navigator.serviceWorker.ready);
  await opened.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return opened;
}

/** What a second build would have put there: a page of it says so, and the list of stored files knows. */
function deploy(text: string): void {
  const page = readFileSync(join(DIST, 'notes/index.html'), 'utf8').replace(/<h1([^>]*)>[^<]*/, `<h1$1>${text}`);
  const worker = readFileSync(join(DIST, 'sw.js'), 'utf8');
  const entry = /\{"url":"\/notes\/","revision":"[0-9a-f]+"\}/;
  expect(worker).toMatch(entry);
  network.answers.set('/notes/', page);
  network.answers.set('/sw.js', worker.replace(entry, `{"url":"/notes/","revision":"${text}"}`));
}

const title = (page: Page): Promise<string> => page.locator('h1').innerText();
const askForVersion = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration?.update()));

test(
  'after one visit, without a network: notes, terminal, search, cards, labs, playground',
  { timeout: 4 * MINUTE },
  async () => {
    const { page, troubles } = await visited();
    network.isDown = true;

    await page.goto('/notes/containers/run-detach-interact/?from=somewhere');
    await page.locator('[data-run]').first().click();
    await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
    await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
    expect(await type(page, 'docker run -d --name db -e POSTGRES_PASSWORD=x postgres')).toMatch(/^[0-9a-f]{64}$/m);
    expect(await type(page, `sleep 5; docker exec db psql -U postgres -tc 'select 6*7'`)).toContain('42');
    expect(await type(page, 'docker run --rm node:20 node -e "console.log(6*7)"')).toContain('42');

    await page.goto('/search/?q=why+does+my+container+exit+immediately');
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();
    // Words that only a text has: Pagefind's index and its packed excerpts.
    await page.goto('/search/?q=bogus+madeupword+lowerdir');
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();

    await page.goto('/cards/');
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    await page
      .getByRole('link', { name: /review|learn|start/i })
      .first()
      .waitFor();
    await page.goto('/drills/');
    await page.locator('main a[href^="/drills/"]').first().click();
    await page.locator('h1').waitFor();
    await page.goto('/playground');
    await page.locator('docker-terminal').first().waitFor();
    await page.goto('/explain/');
    await page.locator('h1').waitFor();
    expect(troubles.filter((trouble) => !trouble.includes('/playground/node/'))).toEqual([]);

    await page.goto('/notes/nowhere/nothing/');
    expect(await title(page)).toBe('Without a network');
    await page.context().close();
  },
);

test('after one visit every page is there without a network, as it was built', { timeout: 4 * MINUTE }, async () => {
  const { page } = await visited();
  network.isDown = true;
  // What is said for a page that is not there, and real Node, whose headers only a server can send.
  const pages = readPages().filter(({ path }) => path !== '/404.html' && path !== '/playground/node/');
  const lengths = await page.evaluate(
    (paths) =>
      Promise.all(
        paths.map(async (path) => {
          const response = await fetch(path);
          return response.ok ? (await response.text()).length : -response.status;
        }),
      ),
    pages.map(({ path }) => path),
  );
  const differing = pages.flatMap(({ path, html }, at) =>
    lengths[at] === html.length ? [] : [`${path}: ${html.length}, stored ${lengths[at] ?? 'nothing'}`],
  );
  expect(pages.length).toBeGreaterThan(400);
  expect(differing).toEqual([]);
  await page.context().close();
});

test('/offline/ says what is stored, removes it, and it stays removed', { timeout: 2 * MINUTE }, async () => {
  const { page } = await visited();
  await page.goto('/offline/');
  await page.locator('[data-state]', { hasText: 'The whole site is stored in this browser' }).waitFor();
  await page.getByRole('button', { name: 'Remove the stored site' }).click();
  await page.locator('[data-state]', { hasText: 'The site is not stored in this browser.' }).waitFor();
  await page.goto('/notes/', { waitUntil: 'networkidle' });
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.goto('/offline/');
  await page.getByRole('button', { name: 'Store the site' }).click();
  await page.locator('[data-state]', { hasText: /is being stored now|is stored in this browser/ }).waitFor();
  await page.context().close();
});

test(
  'a new version waits for the other tab, is announced, and comes when asked for',
  { timeout: 3 * MINUTE },
  async () => {
    const { page } = await visited();
    const old = await title(page);
    const other = await page.context().newPage();
    await other.goto('/cheatsheets/');
    deploy('Second version');
    await askForVersion(page);
    const notice = page.getByRole('status', { name: 'New version' });
    await notice.waitFor();
    await page.reload();
    expect(await title(page)).toBe(old);
    await notice.getByRole('button', { name: 'Show it' }).click();
    await page.getByRole('heading', { name: 'Second version' }).waitFor();
    network.isDown = true;
    await other.goto('/notes/');
    expect(await title(other)).toBe('Second version');
    await page.context().close();
  },
);

test('with one tab the next page is already of the new version', { timeout: 2 * MINUTE }, async () => {
  const { page } = await visited();
  deploy('Third version');
  await askForVersion(page);
  await page.getByRole('status', { name: 'New version' }).waitFor();
  await page.goto('/notes/');
  await page.getByRole('heading', { name: 'Third version' }).waitFor();
  await page.context().close();
});

test(
  'a broken new version is not taken; one that removes itself frees the reader',
  { timeout: 2 * MINUTE },
  async () => {
    const { page } = await visited();
    const old = await title(page);
    network.answers.set('/sw.js', 'throw new Error("broken");');
    await askForVersion(page).catch(() => undefined);
    network.isDown = true;
    await page.reload();
    expect(await title(page)).toBe(old);

    network.isDown = false;
    network.answers.set('/sw.js', await bundle('removal.ts', ''));
    network.answers.set('/notes/', '<!doctype html><h1>From the network</h1>');
    await askForVersion(page).catch(() => undefined);
    await page.getByRole('heading', { name: 'From the network' }).waitFor();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    await page.context().close();
  },
);
