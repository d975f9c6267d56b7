import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FILE, architecture } from '../../scripts/architecture.ts';

test('docs/architecture.md is up to date: npm run architecture', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(architecture());
});

test('an arrow for each import between rooms, dotted where only types are taken; tests draw none', () => {
  const text = architecture([
    { path: 'sandbox/shell/a.ts', text: "import { step } from '../kernel/step.ts';" },
    { path: 'sandbox/ui/b.ts', text: "import type { Message } from '../runtimes/messages.ts';" },
    { path: 'sandbox/shell/a.test.ts', text: "import { c } from '../userland/c.ts';" },
  ]);
  expect(text).toContain('sandbox_shell --> sandbox_kernel');
  expect(text).toContain('sandbox_ui -.-> sandbox_runtimes');
  expect(text).not.toContain('sandbox_shell --> sandbox_userland');
});
