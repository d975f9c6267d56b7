import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../scripts/browser.mjs';
import { createServer } from '../scripts/static-server.mjs';
import { drawMany } from './many-containers.ts';
import { DIST } from '../tests/e2e/dist.ts';
import { digits, median } from './measure.ts';
import type { Section } from './report.ts';

const NOTE = '/notes/containers/run-detach-interact/';
const RUNS = 10;
/** Longest wait for one thing, ms. */
const LIMIT = 30_000;

/** How Run is pressed: `key` has no sign before it but the focus; a `hand` rests 150 ms on the button, and presses for 60. */
type Press = 'at once' | 'hand';

/** In the page, from its start: when its worker last sent output. */
const LISTEN = `(() => {
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', ({ data }) => { if (data.type === 'output') window.heard ??= performance.now(); });
    }
  };
})()`;

/** In the page: when the click came, when the first prompt and the first output of the block were painted. */
const WATCH = `(() => {
  const seen = (window.seen = {});
  const painted = (name) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (seen[name] ??= performance.now());
    port2.postMessage(0);
  });
  addEventListener('click', () => (seen.click ??= performance.now()), { capture: true });
  const look = () => {
    const rows = [...document.querySelectorAll('docker-terminal .xterm-rows > div')].map((row) => row.textContent.trim());
    if (rows.some((row) => row.startsWith('root@'))) painted('prompt');
    if (rows.includes('hello')) { watcher.disconnect(); painted('output'); }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
})()`;

/** The same for what is typed: each text is waited for on the screen, from the moment its key goes down. */
const watchTyping = (text: string) => `(() => {
  const seen = (window.typed = {});
  addEventListener('keydown', () => ((seen.key = performance.now()), delete window.heard), { capture: true, once: true });
  const look = () => {
    if (![...document.querySelectorAll('docker-terminal .xterm-rows > div')].some((row) => row.textContent.replaceAll('\\u00a0', ' ').includes(${JSON.stringify(text)}))) return;
    watcher.disconnect();
    const drawn = performance.now();
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => Object.assign(seen, { drawn, heard: window.heard, painted: performance.now() }); port2.postMessage(0); });
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.querySelector('docker-terminal'), { childList: true, subtree: true, characterData: true });
})()`;

interface Start {
  readonly prompt: number;
  readonly output: number;
}

/** Waits for a value in the page, by asking: the pages' policy forbids to compile code, which waitForFunction does. */
async function until<T>(page: Page, expression: string): Promise<T> {
  for (const end = performance.now() + LIMIT; performance.now() < end; await page.waitForTimeout(20)) {
    const value = await page.evaluate<T | undefined>(expression);
    if (value !== undefined) return value;
  }
  throw new Error(`not within ${LIMIT / 1000} s: ${expression}`);
}

async function start(browser: Browser, url: string, press: Press): Promise<Start & { readonly page: Page }> {
  const context = await browser.newContext({
    bypassCSP: true,
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.addInitScript(LISTEN);
  await page.goto(`${url}${NOTE}`, { waitUntil: 'networkidle' });
  await page.evaluate(WATCH);
  const button = page.locator('[data-run]').first();
  if (press === 'at once') await button.evaluate((element) => (element as unknown as { click(): void }).click());
  else {
    await button.hover();
    await page.waitForTimeout(150);
    await page.mouse.down();
    await page.waitForTimeout(60);
    await page.mouse.up();
  }
  await until(page, 'window.seen.output');
  const { click, prompt, output } = await page.evaluate<Start & { click: number }>('window.seen');
  return { page, prompt: prompt - click, output: output - click };
}

/** ms from a key: until the host's answer is in the page, until it is on the screen's document, until it is painted. */
interface Echo {
  readonly heard: number;
  readonly drawn: number;
  readonly painted: number;
}

async function typed(page: Page, key: string, text: string): Promise<Echo> {
  await page.evaluate(watchTyping(text));
  await page.keyboard.press(key);
  await until(page, 'window.typed.painted');
  const { key: down, heard, drawn, painted } = await page.evaluate<Echo & { key: number }>('window.typed');
  return { heard: heard - down, drawn: drawn - down, painted: painted - down };
}

async function echoes(page: Page) {
  await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
  const echo: Echo[] = [];
  const command: Echo[] = [];
  await page.keyboard.type('docker ps; docker ps\n');
  await page.waitForTimeout(500);
  for (let run = 0; run < RUNS; run++) {
    await page.keyboard.type('clear\n');
    await page.waitForTimeout(250);
    await page.keyboard.type('docker p');
    await page.waitForTimeout(100);
    echo.push(await typed(page, 's', 'docker ps'));
    command.push(await typed(page, 'Enter', 'CONTAINER ID'));
  }
  return { echo, command };
}

const workerHeap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  const done = Promise.withResolvers<number>();
  const ask = (id: number, method: string) => JSON.stringify({ id, method });
  let target = '';
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type !== 'worker') return;
    target = sessionId;
    void session.send('Target.sendMessageToTarget', { sessionId, message: ask(1, 'HeapProfiler.collectGarbage') });
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result?: { usedSize: number } };
    if (id === 1)
      void session.send('Target.sendMessageToTarget', { sessionId: target, message: ask(2, 'Runtime.getHeapUsage') });
    if (id === 2) done.resolve(result?.usedSize ?? Number.NaN);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return done.promise;
};

const row = (what: string, values: readonly number[], wanted = ''): string[] => [
  what,
  digits(median(values)),
  `${digits(Math.min(...values))} … ${digits(Math.max(...values))}`,
  wanted,
];

/** The built site in Chromium: what a reader waits for. Needs `npm run build`; DRYDOCK_DIST names another folder. */
export async function browser(): Promise<Section> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: run `npm run setup` first');
  const server = createServer(DIST);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chrome = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const starts: Record<Press, Start[]> = { 'at once': [], hand: [] };
    for (let run = 0; run < RUNS; run++) {
      for (const press of ['at once', 'hand'] as const) {
        const { page, prompt, output } = await start(chrome, url, press);
        starts[press].push({ prompt, output });
        await page.context().close();
      }
    }
    const { page } = await start(chrome, url, 'hand');
    const { echo, command } = await echoes(page);
    const heap = await workerHeap(page);
    await page.getByRole('button', { name: 'Show the host' }).click();
    await page.locator('host-picture svg').waitFor();
    const picture = await drawMany(page);
    return {
      title: 'In the browser',
      about: `Chromium ${chrome.version()}, headless; milliseconds unless said otherwise; each start in a context of its own with an empty cache, from localhost, median of ${RUNS}. A hand rests 150 ms on Run before it presses; _at once_ there is no sign before the click. First output: \`docker run --rm alpine echo hello\` has printed and it is painted.`,
      head: ['what', 'median', 'least … most', 'wanted'],
      rows: [
        row(
          'Run by hand → prompt',
          starts.hand.map(({ prompt }) => prompt),
        ),
        row(
          'Run by hand → first output',
          starts.hand.map(({ output }) => output),
          'below 300',
        ),
        row(
          'Run at once → prompt',
          starts['at once'].map(({ prompt }) => prompt),
        ),
        row(
          'Run at once → first output',
          starts['at once'].map(({ output }) => output),
          'below 300',
        ),
        row(
          'key down → its echo is back from the host',
          echo.map(({ heard }) => heard),
          'below 16',
        ),
        row(
          'key down → drawn, in the next frame of the screen',
          echo.map(({ drawn }) => drawn),
        ),
        row(
          'key down → painted',
          echo.map(({ painted }) => painted),
        ),
        row(
          'Enter → first output of `docker ps`',
          command.map(({ drawn }) => drawn),
        ),
        row('heap of the worker, MB', [heap / 1e6]),
        row('200 containers on 5 networks: first drawing', [picture.first], 'below 50'),
        row('the same, frames a second while all change', [picture.moving], 'above 30'),
      ],
    };
  } finally {
    await chrome.close();
    server.close();
    server.closeAllConnections();
  }
}
