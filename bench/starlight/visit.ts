import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { createServer } from '../../scripts/static-server.mjs';
import { withGzip } from '../gzip.ts';
import { median } from '../measure.ts';

/** What a reader's first page costs. */
export interface Visit {
  readonly requests: number;
  /** Over the wire, with gzip, bodies only. */
  readonly bytes: number;
  /** Largest Contentful Paint, ms, on a slow phone. */
  readonly lcp: number;
}

/** Lighthouse's phone: a quarter of the speed, slow 4G. */
const SLOW = { rate: 4, latency: 150, throughput: (1.6 * 1024 * 1024) / 8 };
const VISITS = 5;
/** Some of a page waits until the browser has nothing else to do, and is loaded then, ms. */
const IDLE = 4_000;

/** In the page, from its start. */
const OBSERVE = `new PerformanceObserver((list) => { window.lcp = list.getEntries().at(-1).startTime; }).observe({ type: 'largest-contentful-paint', buffered: true })`;

/**
 * Opens a page cold and without a service worker.
 * @param folder of the built site, absolute
 */
export async function visit(browser: Browser, folder: string, path: string): Promise<Visit> {
  const server = withGzip(createServer(folder));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const visits: Visit[] = [];
  for (let turn = 0; turn < VISITS; turn++) visits.push(await visitOnce(browser, address));
  server.close();
  server.closeAllConnections();
  const middle = (pick: (visit: Visit) => number): number => median(visits.map(pick));
  return { requests: middle((one) => one.requests), bytes: middle((one) => one.bytes), lcp: middle((one) => one.lcp) };
}

async function visitOnce(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.rate });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: SLOW.throughput,
    uploadThroughput: SLOW.throughput,
  });
  let requests = 0;
  let bytes = 0;
  page.on('response', (response) => {
    requests++;
    bytes += Number(response.headers()['content-length'] ?? 0);
  });
  await page.addInitScript(OBSERVE);
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.waitForTimeout(IDLE);
  const lcp = await page.evaluate<number>('window.lcp');
  await context.close();
  return { requests, bytes, lcp };
}
