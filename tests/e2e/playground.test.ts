import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useSite } from './site.ts';
import { screen, shows, type } from './terminal.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = useSite();
const MINUTE = 60_000;
const WIDE = { viewport: { width: 1280, height: 860 } };

/** The playground with the host of an address. */
async function opened(hash: string, options = {}) {
  const { page, troubles } = await site.open(`/playground/${hash}`, { ...WIDE, ...options });
  await shows(page, /root@\w+:\S*#$/);
  return { page, troubles };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const notice = (page: Page) => page.locator('#playground-notice');
const code = (page: Page) => page.locator('host-editor .cm-content');
const frame = (page: Page) => page.frameLocator('host-browser iframe');

async function toTerminal(page: Page): Promise<void> {
  await page.locator('docker-terminal .xterm-helper-textarea').first().focus();
}

test('a page is served, looked at, changed in the editor and in the terminal', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await opened('#p=nginx-site');
  await toTerminal(page);
  await type(page, 'docker run -d --name web -p 8080:80 -v "$PWD/site:/usr/share/nginx/html:ro" nginx');
  await press(page, '8080 web');
  await frame(page).getByRole('heading', { name: 'Pier 7' }).waitFor();
  const colour = `(page => getComputedStyle(page.querySelector('h1')).color)(document.querySelector('host-browser iframe').contentDocument)`;
  expect(await page.evaluate(colour)).toBe('rgb(173, 58, 20)');
  await frame(page).getByRole('link', { name: 'Tides' }).click();
  await frame(page).getByRole('heading', { name: 'Tides' }).waitFor();
  expect(await page.getByLabel('Address').inputValue()).toBe('http://localhost:8080/tides.html');
  await press(page, 'Back');
  await frame(page).getByRole('heading', { name: 'Pier 7' }).waitFor();

  await code(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('<p>typed</p><script>top.ran=1</script><img src=x onerror=top.ran=1>');
  await page.keyboard.press('Control+s');
  await page.locator('host-editor .status', { hasText: 'Saved site/index.html' }).waitFor();
  await press(page, 'Reload');
  await frame(page).getByText('typed').waitFor();
  expect(await page.evaluate('window.ran')).toBeUndefined();

  await toTerminal(page);
  expect(await type(page, 'head -n 1 site/index.html')).toContain('<p>typed</p>');
  await type(page, 'echo from the shell > site/index.html');
  await expect.poll(() => code(page).textContent()).toContain('from the shell');
  await type(page, 'docker rm -f web');
  await press(page, 'Reload');
  await page.getByText('localhost:8080 refused to connect').waitFor();
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('checks, completion and words for the line, as one types', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await opened('#p=flask-redis');
  await code(page).waitFor();
  await page.getByRole('button', { name: 'Dockerfile' }).click();
  await page.getByText('Makes no layer.').waitFor();
  await code(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('MAINTAINER me\nHEAL');
  await page.locator('host-editor .cm-tooltip-autocomplete', { hasText: 'HEALTHCHECK' }).waitFor();
  await page.keyboard.press('Escape');
  for (let count = 0; count < 4; count++) await page.keyboard.press('Backspace');
  await page.locator('host-editor .files', { hasText: '1 finding' }).waitFor();
  await page.getByRole('button', { name: 'compose.yaml' }).click();
  await page.getByText('What runs: each service').waitFor();
  await code(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('servces:\n');
  await page.locator('host-editor .cm-lintRange-error', { hasText: 'servces' }).waitFor();
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('undo, reset, and a link that makes the same host', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await opened('#p=empty', { permissions: ['clipboard-read', 'clipboard-write'] });
  await toTerminal(page);
  await type(page, 'docker volume create one');
  await page.keyboard.type('docker run -it --name box alpine\n');
  await shows(page, /\/ #$/);
  await page.keyboard.type('echo inside > /note\n');
  await page.keyboard.type('exit\n');
  await shows(page, /exit\n(.*\n)*root@\w+:\S*#$/);
  await type(page, 'docker volume rm one');
  await press(page, 'Undo');
  await notice(page).getByText('Undone: docker volume rm one').waitFor();
  await toTerminal(page);
  expect(await type(page, 'docker volume ls -q')).toContain('one');
  await press(page, 'Share');
  await notice(page).getByText('Link copied').waitFor();
  const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
  expect(new URL(link).hash).toMatch(/^#s=1[\w-]+$/);

  const other = await opened(new URL(link).hash);
  await expect.poll(() => notice(other.page).textContent(), { timeout: 30_000 }).toBe('');
  await toTerminal(other.page);
  expect(await type(other.page, 'docker volume ls -q; docker cp box:/note - | tar -xO')).toMatch(/one\s+inside/);
  await other.page.context().close();

  await press(page, 'Reset');
  await notice(page).getByText('as at its start').waitFor();
  await toTerminal(page);
  expect(await type(page, 'docker volume ls -q')).not.toContain('one');
  expect(troubles).toEqual([]);
  await page.context().close();
});

test(
  'links that are cut, forged or too long are told, and the last session is kept',
  { timeout: 2 * MINUTE },
  async () => {
    const { page } = await opened('#p=empty');
    await toTerminal(page);
    await type(page, 'docker volume create kept');
    for (const [hash, words] of [
      ['#s=1AAAA', /was cut short/],
      ['#s=1AAAAAAAAAAA', /was changed|no session/],
      [`#s=1${'A'.repeat(60_001)}`, /characters long/],
      ['#p=nothing', /There is no project/],
    ] as const) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await expect.poll(() => page.locator('#playground-trouble').textContent(), { timeout: 20_000 }).toMatch(words);
      await press(page, 'Go on');
      await toTerminal(page);
      expect(await type(page, 'docker volume ls -q')).toContain('kept');
    }
    await page.context().close();
  },
);

test('a real host is drawn; what is no output of docker is refused', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await opened('#p=empty');
  await press(page, 'Import');
  await page.getByLabel('Output of docker').fill('CONTAINER ID   IMAGE');
  await press(page, 'Draw it');
  await page.getByText('This is no JSON').waitFor();
  const line = {
    Names: 'shop',
    Image: 'registry.example.com/shop:2.1',
    State: 'running',
    Ports: '0.0.0.0:80->8000/tcp',
  };
  await page.getByLabel('Output of docker').fill(JSON.stringify({ ...line, Networks: 'shop_default' }));
  await press(page, 'Draw it');
  await page.locator('host-picture svg', { hasText: 'shop' }).waitFor();
  await toTerminal(page);
  expect(await type(page, 'docker ps')).toContain('registry.example.com/shop:2.1');
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('a worker that dies is told; one button goes on from the last good state', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened('#p=empty');
  await toTerminal(page);
  await type(page, 'docker volume create kept');
  await page.keyboard.type('sleep 100\n');
  await shows(page, /sleep 100/);
  const worker = page.workers().at(-1);
  await worker?.evaluate('void setTimeout(() => { throw new Error("out of memory"); })');
  await page.locator('#playground-trouble', { hasText: 'The sandbox stopped' }).waitFor();
  await press(page, 'Go on');
  await expect.poll(() => notice(page).textContent(), { timeout: 30_000 }).toBe('');
  await toTerminal(page);
  expect(await type(page, 'docker volume ls -q')).toContain('kept');
  await page.reload();
  await shows(page, /docker volume ls -q\nkept/);
  await page.context().close();
});

test('storage that is full is told once, and work goes on', { timeout: MINUTE }, async () => {
  const { page } = await opened('#p=empty');
  await page.evaluate(`Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }`);
  await toTerminal(page);
  await type(page, 'docker volume create one');
  await notice(page).getByText('storage is full').waitFor();
  expect(await type(page, 'docker volume ls -q')).toContain('one');
  await page.context().close();
});

test('with the network blocked it goes on', { timeout: 2 * MINUTE }, async () => {
  const { page } = await opened('#p=flask-redis');
  await code(page).waitFor();
  await toTerminal(page);
  // A part of the host is fetched when it is first wanted: from then on it needs no network.
  expect(await type(page, 'docker compose up -d; docker compose down')).toContain('Removed');
  await page.context().setOffline(true);
  expect(await type(page, 'docker compose up -d')).toContain('Started');
  await press(page, '8000 root-web-1');
  await frame(page).getByText('You are visitor 1').waitFor();
  await code(page).click();
  await page.keyboard.type('# typed');
  await page.locator('host-editor .status', { hasText: 'Saved' }).waitFor();
  await page.context().close();
});

test('the keyboard alone leads through all panes', { timeout: MINUTE }, async () => {
  const { page } = await opened('#p=nginx-site');
  await code(page).waitFor();
  const inside = () => page.evaluate('document.activeElement.closest("[data-pane]")?.dataset.pane');
  await toTerminal(page);
  const seen: unknown[] = [];
  for (let count = 0; count < 4; count++) {
    await page.keyboard.press('F6');
    seen.push(await inside());
  }
  expect(seen).toEqual(['files', 'picture', 'browser', 'terminal']);
  await page.keyboard.press('Shift+F6');
  expect(await inside()).toBe('browser');
  const grip = page.getByRole('separator', { name: 'Width of files and terminal' });
  await grip.focus();
  const before = await page.locator('[data-pane=files]').boundingBox();
  await page.keyboard.press('ArrowRight');
  expect((await page.locator('[data-pane=files]').boundingBox())?.width).toBeGreaterThan(before?.width ?? 0);
  await page.context().close();
});

test('a block and a row of a cheat sheet open in the playground', { timeout: 2 * MINUTE }, async () => {
  const { page, troubles } = await site.open('/notes/containers/run-detach-interact/', WIDE);
  await page.locator('[data-playground]').first().click();
  await page.waitForURL(/playground/);
  await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
  await page.goto('/cheatsheets/containers/');
  const row = page.locator('[data-row]').first();
  const line = (await row.locator('[data-line]').textContent())?.trim() ?? '';
  await row.locator('[data-playground-row]').click();
  await page.waitForURL(/playground/);
  await expect.poll(async () => (await screen(page)).replaceAll('\n', ''), { timeout: 20_000 }).toContain(`# ${line}`);
  expect(troubles).toEqual([]);
  await page.context().close();
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([390, 1280])(
    '%i pixels wide: no pane has a violation or overflows',
    { timeout: 2 * MINUTE },
    async (width) => {
      const { page, troubles } = await opened('#p=nginx-site', {
        colorScheme,
        viewport: { width, height: 844 },
        bypassCSP: true,
      });
      await toTerminal(page);
      await type(page, 'docker run -d --name web -p 8080:80 nginx');
      for (const pane of ['Files', 'Terminal', 'Picture', 'Browser']) {
        if (width === 390) await press(page, pane);
        if (pane === 'Files') await code(page).waitFor();
        if (pane === 'Browser') await press(page, '8080 web');
        await page.evaluate(AXE);
        const { violations } = await page.evaluate<AxeResults>("axe.run({ exclude: ['host-browser iframe'] })");
        const found = violations.map(({ id, nodes }) => `${pane}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        expect(found).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      expect(troubles).toEqual([]);
      await page.context().close();
    },
  );
});
