import { expect, test } from 'vitest';
import { sheetCsv, sheetMarkdown } from './download.ts';

const SHEET = {
  title: 'S',
  summary: 'About S.',
  groups: [
    {
      title: 'G',
      rows: [
        { task: 'Count', command: 'docker ps -q | wc -l "$x"', does: 'One, two.', danger: 'none' },
        { task: 'Publish', command: 'docker run -p 80:80 nginx', does: 'Three.', compose: 'ports: ["80:80"]' },
      ],
    },
  ],
};

test('a pipe does not end a cell of Markdown', () => {
  expect(sheetMarkdown(SHEET)).toContain('| Count | `docker ps -q \\| wc -l "$x"` | One, two. **Danger: none** |');
});

test('the form of Compose stands where it differs', () => {
  expect(sheetMarkdown(SHEET)).toContain('| Three. Compose: `ports: ["80:80"]`. |');
});

test('quotes and commas stay inside a field of CSV', () => {
  expect(sheetCsv(SHEET)).toBe(
    'Group,Task,Command,What it does,Danger,Podman,Compose\r\n' +
      'G,Count,"docker ps -q | wc -l ""$x""","One, two.",none,,\r\n' +
      'G,Publish,docker run -p 80:80 nginx,Three.,,,"ports: [""80:80""]"\r\n',
  );
});
