import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { useSite } from './site.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000 });

const site = useSite();

test('an answer is hidden until it is opened; a link to a question opens it', async () => {
  const { page, troubles } = await site.open('/interview/containers/');
  expect(await page.locator('#restart-policies details').getAttribute('open')).toBeNull();
  await page.click('#restart-policies summary');
  expect(await page.getByText('The pause between attempts doubles').isVisible()).toBe(true);
  await page.goto('/interview/processes/#exit-137');
  expect(await page.locator('#exit-137 details').getAttribute('open')).not.toBeNull();
  expect(troubles).toEqual([]);
});

test('answers open without JavaScript, and the mock interview says what it needs', async () => {
  const { page } = await site.open('/interview/processes/', { javaScriptEnabled: false });
  await page.click('#exit-137 summary');
  expect(await page.locator('#exit-137 samp').last().isVisible()).toBe(true);
  await page.goto('/interview/mock/');
  expect(await page.locator('.without-js').isVisible()).toBe(true);
});

test('questions are filtered by level and words', async () => {
  const { page } = await site.open('/interview/');
  const all = await page.locator('[data-question]:visible').count();
  expect(all).toBeGreaterThanOrEqual(220);
  await page.selectOption('[name=level]', 'senior');
  const senior = await page.locator('[data-question]:visible').count();
  expect(senior).toBeLessThan(all);
  await page.fill('[name=words]', 'swap');
  expect(await page.locator('[data-question]:visible').count()).toBeLessThan(senior);
});

test('a mock interview with the keyboard alone; it survives a reload', async () => {
  const { page, troubles } = await site.open('/interview/mock/');
  await page.focus('form [type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-reveal]:focus');
  await page.keyboard.press('1');
  expect(await page.textContent('[data-place]')).toContain('Question 1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-answer]:not([hidden])');
  await page.keyboard.press('1');
  await page.locator('[data-place]', { hasText: 'Question 2' }).waitFor();
  const second = await page.textContent('[data-question-text]');
  await page.reload();
  await page.waitForSelector('[data-reveal]:focus');
  expect(await page.textContent('[data-question-text]')).toBe(second);
  await page.keyboard.press('Enter');
  await page.keyboard.press('3');
  await page.locator('[data-place]', { hasText: 'Question 3' }).waitFor();
  await page.focus('[data-end]');
  await page.keyboard.press('Enter');
  expect(await page.textContent('[data-sum]')).toContain('2 answered: 1 good, 0 partly, 1 missed');
  expect(await page.locator('[data-gaps] li a').count()).toBe(1);
  await page.goto('/progress/');
  await expect.poll(() => page.textContent('[data-interviews]')).toBe('1');
  const rows = page.locator('tr[data-topic]:visible');
  const countOf = async (rating: string): Promise<number> =>
    (await rows.locator(`[data-count=${rating}]`).allTextContents()).reduce((sum, text) => sum + Number(text), 0);
  const counts = async (): Promise<number[]> => [
    await countOf('good'),
    await countOf('partly'),
    await countOf('missed'),
  ];
  expect(await counts()).toEqual([1, 0, 1]);
  const again = page.locator('[data-question]:visible');
  expect(await again.allTextContents()).toEqual([expect.stringContaining('missed')]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export]')]);
  const text = readFileSync(await download.path(), 'utf8');
  await page.click('[data-erase]');
  await page.click('button[value="erase"]');
  await expect.poll(() => page.textContent('[data-interviews]')).toBe('0');
  for (const name of ['mine.json', 'twice.json']) {
    await page.setInputFiles('[data-file]', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await expect.poll(() => page.textContent('[data-interviews]')).toBe('1');
  }
  expect(await counts()).toEqual([1, 0, 1]);
  expect(troubles).toEqual([]);
});
