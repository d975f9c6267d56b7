import { expect, test } from 'vitest';
import { beforeLastCommand, EMPTY_STATE, isState, withStep } from './state.ts';

test('texts written in a row to one file are one step', () => {
  const once = withStep(EMPTY_STATE, { write: '/root/a', text: '1' });
  const twice = withStep(once, { write: '/root/a', text: '12' });
  expect(twice.steps).toEqual([{ write: '/root/a', text: '12' }]);
  const other = withStep(withStep(twice, { run: 'cat a' }), { write: '/root/a', text: '123' });
  expect(other.steps).toHaveLength(3);
});

test('undo takes the last command away and keeps what was written since', () => {
  const state = withStep(withStep(withStep(EMPTY_STATE, { run: 'ls' }), { run: 'rm -rf /' }), {
    write: '/root/a',
    text: '',
  });
  expect(beforeLastCommand(state)?.steps).toEqual([{ run: 'ls' }, { write: '/root/a', text: '' }]);
  expect(beforeLastCommand(EMPTY_STATE)).toBeUndefined();
});

test('only states are states', () => {
  expect(isState(EMPTY_STATE)).toBe(true);
  expect(isState({ ...EMPTY_STATE, steps: Array.from({ length: 3_000 }, () => ({ run: 'ls' })) })).toBe(false);
  expect(isState({ ...EMPTY_STATE, start: { images: [], files: { a: 1 } } })).toBe(false);
});
