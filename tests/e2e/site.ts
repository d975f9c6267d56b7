import { existsSync } from 'node:fs';
import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findBrowser } from '../../scripts/browser.mjs';
import { createServer } from '../../scripts/static-server.mjs';
import { DIST } from './dist.ts';

/** No step of a test may take longer, ms. */
const STEP_LIMIT = 30_000;

export interface Site {
  readonly url: string;
  /** A page of its own, without cookies or storage. Its errors and failed requests are in `troubles`. */
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; troubles: string[] }>;
}

/**
 * The built site in a browser, for all tests of a file.
 * @param before sees each request first; what it returns true for is answered
 */
export function useSite(before: (...args: Parameters<RequestListener>) => boolean = () => false): Site {
  let browser: Browser;
  let url = '';
  const site = createServer(DIST);
  const server = http.createServer((request, response) => {
    if (!before(request, response)) site.emit('request', request, response);
  });

  beforeAll(async () => {
    if (!existsSync(join(DIST, 'index.html'))) throw new Error('no built site: run `npm run build` first');
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error('no Chromium: run `npm run setup` first');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server.close();
    server.closeAllConnections();
  });

  return {
    get url() {
      return url;
    },
    async open(path, options = {}) {
      // The stored site would answer in place of the server; offline.test.ts allows it.
      const context = await browser.newContext({ baseURL: url, serviceWorkers: 'block', ...options });
      context.setDefaultTimeout(STEP_LIMIT);
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
      page.on('console', (message) => {
        // The machine's own networks changed (a reference engine starts containers): not the site's doing.
        if (message.text().includes('net::ERR_NETWORK_CHANGED')) return;
        if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
      });
      await page.goto(path);
      return { page, troubles };
    },
  };
}
