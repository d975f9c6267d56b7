import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createTestHost } from '../../../src/sandbox/runtimes/test-host.ts';
import { replayInventory, type StepOutcome, unexcused } from '../recorded.ts';
import { DIFFERS, NOT_COMPARED } from './differs.ts';

interface InventoryCommand {
  readonly id: string;
  readonly command: string;
  readonly kind: string;
}

const FOLDER = import.meta.dirname;
const INVENTORY = JSON.parse(readFileSync(join(FOLDER, 'inventory.json'), 'utf8')) as readonly InventoryCommand[];

let outcomes: readonly StepOutcome[] = [];
beforeAll(async () => {
  outcomes = await replayInventory(FOLDER);
}, 240_000);

test('each of the 216 commands is typed, or stands in the list of those that no recording shows', () => {
  expect(INVENTORY).toHaveLength(216);
  const typed = new Set(outcomes.flatMap(({ planned }) => planned.ids ?? []));
  const missing = INVENTORY.map(({ id }) => id).filter((id) => !typed.has(id));
  expect(missing).toEqual(Object.keys(NOT_COMPARED));
});

test('what they print is what the engine printed', () => {
  process.stdout.write(`inventory: ${outcomes.filter(({ differs }) => differs === '').length} of ${outcomes.length}\n`);
  expect(unexcused(outcomes, DIFFERS).join('\n\n')).toBe('');
});

test('no step fails in the simulator itself', () => {
  const broken = outcomes.filter(({ here }) => typeof here.exit !== 'number');
  expect(broken.map(({ title, here }) => `${title}: ${here.stderr}`)).toEqual([]);
});

test('every excuse is for a step that is there; those no longer needed are named', () => {
  const same = new Set(outcomes.filter(({ differs }) => differs === '').map(({ title }) => title));
  const titles = new Set(outcomes.map(({ title }) => title));
  for (const title of Object.keys(DIFFERS)) {
    if (same.has(title)) process.stdout.write(`inventory: no longer differs: ${title}\n`);
  }
  expect(Object.keys(DIFFERS).filter((title) => !titles.has(title))).toEqual([]);
});

test.each(Object.entries(NOT_COMPARED))('%s runs here', async (id, { shows }) => {
  const host = createTestHost();
  const command = INVENTORY.find((entry) => entry.id === id)?.command ?? '';
  const { stdout, stderr } = await host.run(command);
  expect(stdout + stderr).toMatch(shows);
});
