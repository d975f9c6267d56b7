import { expect, test } from 'vitest';
import { formatRows, PLAIN } from './aligned.ts';

const COLUMNS = [
  { name: 'id', type: 'integer' },
  { name: 'name', type: 'text' },
];
const ROWS = [
  ['1', 'alice'],
  ['2', null],
];

test('[PG-1] numbers stand at the right, NULL is empty, one row is a row', () => {
  expect(formatRows(COLUMNS, ROWS, PLAIN)).toBe(' id | name  \n----+-------\n  1 | alice\n  2 | \n(2 rows)\n\n');
  expect(formatRows(COLUMNS, [['1', 'a']], PLAIN)).toContain('(1 row)');
});

test('[PG-2] -t, -A and -x', () => {
  expect(formatRows(COLUMNS, ROWS, { ...PLAIN, tuplesOnly: true })).toBe('  1 | alice\n  2 | \n\n');
  expect(formatRows(COLUMNS, ROWS, { ...PLAIN, aligned: false })).toBe('id|name\n1|alice\n2|\n(2 rows)\n');
  expect(formatRows(COLUMNS, [['1', 'alice']], { ...PLAIN, expanded: true })).toBe(
    '-[ RECORD 1 ]\nid   | 1\nname | alice\n\n',
  );
});
