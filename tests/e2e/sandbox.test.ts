import { expect, test } from 'vitest';
import { useSite } from './site.ts';
import { screen, shows, type } from './terminal.ts';

const site = useSite();
const NOTE = '/notes/containers/run-detach-interact/';
const MINUTE = 60_000;

/** A note with its first block run. */
async function started() {
  const { page, troubles } = await site.open(NOTE, { viewport: { width: 1280, height: 900 } });
  await page.locator('[data-run]').first().click();
  await shows(page, /hello\n(.*\n)*root@\w+:\S*#$/);
  // The prompt is there a moment before the keyboard is.
  await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
  return { page, troubles };
}

test('no script of the sandbox is loaded before Run', { timeout: MINUTE }, async () => {
  const { page } = await site.open(NOTE);
  const scripts: string[] = [];
  page.on('request', (request) => void (request.resourceType() === 'script' && scripts.push(request.url())));
  await page.reload({ waitUntil: 'networkidle' });
  const before = scripts.length;
  expect(scripts.filter((url) => /terminal|worker|xterm/.test(url))).toEqual([]);
  await page.locator('[data-run]').first().click();
  await shows(page, /hello/);
  expect(scripts.length).toBeGreaterThan(before);
});

test('a reader runs a block and goes on by hand', { timeout: 3 * MINUTE }, async () => {
  const { page, troubles } = await started();
  expect(await type(page, 'docker run -d --name web nginx')).toMatch(/^[0-9a-f]{64}$/m);
  expect(await type(page, 'docker ps')).toMatch(/nginx\s+"\/docker-entrypoint\.…"\s.*80\/tcp\s+web/);
  expect(await type(page, 'docker exec web cat /etc/os-release')).toContain('ID=debian');
  expect((await type(page, 'docker stop $(docker ps -q)')).trim()).toMatch(/^[0-9a-f]{12}$/m);
  expect(await type(page, 'docker ps -a | grep Exited')).toMatch(/nginx.*Exited \(0\)/);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('an editor takes the screen, and gives it back', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started();
  await page.keyboard.type('vi notes\n');
  await shows(page, /^- notes 1\/1 100%$/m);
  await page.keyboard.type('ihello');
  await shows(page, /^I notes/m);
  await page.keyboard.press('Escape');
  await shows(page, /^- notes \[Modified\]/m);
  await page.keyboard.type(':wq\n');
  await shows(page, /vi notes\n(.*\n)*root@\w+:\S*#$/);
  expect(await type(page, 'cat notes')).toBe('hello');
  await page.context().close();
});

test.each([
  ['a busy loop', 'while true; do :; done'],
  ['endless output', 'yes'],
  ['a sleep', 'sleep 1000'],
])('%s ends with Ctrl-C and the page stays alive', { timeout: 2 * MINUTE }, async (_name, command) => {
  const { page } = await started();
  await page.keyboard.type(`${command}\n`);
  await page.waitForTimeout(700);
  await page.keyboard.press('Control+c');
  await shows(page, /root@\w+:\S*#$/);
  await page.keyboard.type('echo alive $?\n');
  await shows(page, /^alive 130$/m);
  await page.context().close();
});

test('a fork bomb and a file of 1 GB meet a limit that says so', { timeout: 3 * MINUTE }, async () => {
  const { page } = await started();
  expect(await type(page, 'yes > big')).toMatch(/No space left on device|File too large/);
  expect(await type(page, 'rm big; echo gone')).toBe('gone');
  await page.keyboard.type(':(){ :|:& };:\n');
  await shows(page, /Resource temporarily unavailable/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => screen(page), { timeout: 30_000 }).toMatch(/^root@\w+:\S*#$/);
  await page.locator('docker-terminal').click();
  expect(await type(page, 'docker ps -q')).toBe('');
  await page.context().close();
});

test('Reset gives the start state back', { timeout: 2 * MINUTE }, async () => {
  const { page } = await started();
  await type(page, 'docker run -d --name web nginx');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => screen(page), { timeout: 30_000 }).toMatch(/^root@\w+:\S*#$/);
  await page.locator('docker-terminal').click();
  expect(await type(page, 'docker ps -a -q')).toBe('');
  await page.context().close();
});

test('when the sandbox cannot be fetched the block says so and offers again', { timeout: 2 * MINUTE }, async () => {
  const { page } = await site.open(NOTE);
  await page.route(/worker/, (route) => route.abort());
  const block = page.locator('[data-snippet]').first();
  await block.locator('[data-run]').click();
  await block.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute(/worker/);
  await block.getByRole('button', { name: 'Try again' }).click();
  await shows(page, /hello/);
  await page.context().close();
});

test('Copy takes the commands alone', { timeout: MINUTE }, async () => {
  const { page } = await site.open(NOTE, { permissions: ['clipboard-read', 'clipboard-write'] });
  const block = page.locator('[data-snippet]').first();
  await block.locator('[data-copy]').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toEqual(['docker run --rm alpine echo hello', "docker run --rm alpine sh -c 'exit 3'"]);
  await page.context().close();
});

test('/ opens the search and --rm is found first', { timeout: MINUTE }, async () => {
  const { page } = await site.open('/');
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('--rm');
  const first = dialog.getByRole('option').first();
  await first.waitFor();
  expect(await first.textContent()).toMatch(/--rm/);
  await page.context().close();
});
