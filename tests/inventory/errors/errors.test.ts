import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { replayInventory, type StepOutcome, unexcused } from '../recorded.ts';
import { DIFFERS, NOT_HERE, OTHER_WORDS } from './differs.ts';

interface InventoryError {
  readonly message: string;
  readonly exit_code: number;
}

const FOLDER = import.meta.dirname;
const INVENTORY = JSON.parse(readFileSync(join(FOLDER, 'inventory.json'), 'utf8')) as readonly InventoryError[];

let outcomes: readonly StepOutcome[] = [];
beforeAll(async () => {
  outcomes = await replayInventory(FOLDER);
}, 120_000);

test('each of the 60 errors has its cause in a scenario, or a reason why it cannot arise', () => {
  expect(INVENTORY).toHaveLength(60);
  const caused = new Set(outcomes.flatMap(({ planned }) => planned.errors ?? []));
  const missing = INVENTORY.map((_, index) => index).filter((index) => !caused.has(index));
  expect(missing).toEqual(Object.keys(NOT_HERE).map(Number));
});

test('they arise in the words of the engine, with its exit code', () => {
  expect(unexcused(outcomes, DIFFERS).join('\n\n')).toBe('');
});

test('an excuse that is no longer needed is taken away', () => {
  const differing = new Set(outcomes.filter(({ differs }) => differs !== '').map(({ title }) => title));
  expect(Object.keys(DIFFERS).filter((title) => !differing.has(title))).toEqual([]);
});

/** What both the list and the engine put in their own way: ids, line and column, spaces. */
const words = (text: string): string =>
  text
    .replace(/<(?:64|12)-hex id>|\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b/g, '<id>')
    .replace(/\s+/g, ' ')
    .trim();

test('where the list has other words than the engine, it says which', () => {
  const other = INVENTORY.flatMap(({ message }, index) => {
    const said = outcomes.filter(({ planned }) => planned.errors?.includes(index) === true);
    if (said.length === 0) return [];
    const found = said.some(({ here }) => words(here.stdout + here.stderr).includes(words(message)));
    return found ? [] : [index];
  });
  expect(other).toEqual(Object.keys(OTHER_WORDS).map(Number));
});
