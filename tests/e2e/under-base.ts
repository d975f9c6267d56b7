// node tests/e2e/under-base.ts DIST BASE: whether a site built with DRYDOCK_BASE=BASE works below that path: links,
// a block that runs, the playground, search in both its ways, and all of it without a network.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';
import { createServer } from '../../scripts/static-server.mjs';

const [dist, base] = process.argv.slice(2);
assert(dist !== undefined && base !== undefined, 'usage: node tests/e2e/under-base.ts DIST BASE');

const root = mkdtempSync(join(tmpdir(), 'drydock-base-'));
const place = join(root, base);
mkdirSync(dirname(place.replace(/\/+$/, '')), { recursive: true });
symlinkSync(resolve(dist), place.replace(/\/+$/, ''));
const server = createServer(root).listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const executablePath = findBrowser();
assert(executablePath !== undefined, 'no Chromium: run `npm run setup` first');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
context.setDefaultTimeout(30_000);
const page = await context.newPage();
const troubles: string[] = [];
page.on('pageerror', ({ message }) => troubles.push(message));
page.on('request', (request) => {
  const url = new URL(request.url());
  const isInside = url.origin !== origin || url.pathname.startsWith(base);
  if (!isInside || (url.origin !== origin && url.protocol.startsWith('http'))) troubles.push(`asks for ${url.href}`);
});
page.on('response', (response) => {
  if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
});

async function use(): Promise<void> {
  await page.goto(`${origin}${base}notes/containers/run-detach-interact/`);
  await page.locator('[data-run]').first().click();
  await page.locator('docker-terminal .xterm-rows', { hasText: /hello.*root@\w+:\S*#/ }).waitFor();
  await page.goto(`${origin}${base}search/?q=why+does+my+container+exit+immediately`);
  await page.getByRole('list', { name: 'Results' }).getByRole('link').first().click();
  await page.locator('h1').waitFor();
  await page.goto(`${origin}${base}search/?q=bogus+madeupword+lowerdir`);
  await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor();
  await page.goto(`${origin}${base}playground/`);
  await page.locator('docker-terminal').first().waitFor();
  await page.goto(`${origin}${base}explain/#c=docker%20run%20-p%2080%3A80%20nginx`);
  await page.getByText('-p 80:80').first().waitFor();
  await page.goto(`${origin}${base}drills/`);
  await page.locator('main a[href*="/drills/"]').first().click();
  await page.locator('h1').waitFor();
}

try {
  await page.goto(`${origin}${base}notes/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await use();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await use();
  assert.deepEqual(
    troubles.filter((trouble) => !trouble.includes('/playground/node/')),
    [],
  );
  process.stdout.write(`works below ${base}, with and without a network\n`);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true, force: true });
}
