import { expect, test } from 'vitest';
import { sheetCsv, sheetMarkdown } from './download.ts';

const SHEET = {
  title: 'S',
  summary: 'About S.',
  groups: [
    { title: 'G', rows: [{ task: 'Count', command: 'docker ps -q | wc -l "$x"', does: 'One, two.', danger: 'none' }] },
  ],
};

test('a pipe does not end a cell of Markdown', () => {
  expect(sheetMarkdown(SHEET)).toContain('| Count | `docker ps -q \\| wc -l "$x"` | One, two. **Danger: none** |');
});

test('quotes and commas stay inside a field of CSV', () => {
  expect(sheetCsv(SHEET)).toBe(
    'Group,Task,Command,What it does,Danger\r\nG,Count,"docker ps -q | wc -l ""$x""","One, two.",none\r\n',
  );
});
