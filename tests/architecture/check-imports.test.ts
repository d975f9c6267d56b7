import { expect, test } from 'vitest';
import { checkImports, findCycle } from './check-imports.ts';

const of = (path: string, text: string) => checkImports([{ path, text }]);

test('an edge that is not in the table is told with file, line and edge', () => {
  const text = "// rm\n\nimport { removeVolume } from '../../../daemon/volume/remove.ts';\n";
  expect(of('sandbox/cli/command/volume/rm.ts', text)).toEqual([
    'src/sandbox/cli/command/volume/rm.ts:3: sandbox/cli → sandbox/daemon is not in the table (../../../daemon/volume/remove.ts)',
  ]);
});

test.each([
  ['import type', "import type { Daemon } from '../daemon/daemon.ts';"],
  ['re-export', "export { daemon } from '../daemon/daemon.ts';"],
  ['dynamic import', "const d = await import('../daemon/daemon.ts');"],
  ['type of an import', "let d: import('../daemon/daemon.ts').Daemon;"],
  ['URL', "new Worker(new URL('../daemon/daemon.ts', import.meta.url));"],
])('%s counts as an import', (_, text) => {
  expect(of('sandbox/cli/help.ts', text)).toHaveLength(1);
});

test.each([
  ['sandbox/kernel/clock.ts', "import { createApi } from '../api/transport.ts';"],
  ['sandbox/shell/bash.ts', "import fs from 'node:fs';"],
  ['sandbox/shell/bash.ts', "import { Terminal } from '@xterm/xterm';"],
  ['sandbox/shell/bash.ts', "import { url } from '../../lib/url.ts';"],
  ['sandbox/shell/bash.test.ts', "import { url } from '../../lib/url.ts';"],
  ['sandbox/api/errors.ts', "import { Errno } from '../kernel/errno.ts';"],
  ['sandbox/ui/terminal.ts', "import { start } from '../runtimes/worker.ts';"],
  ['sandbox/runtimes/node.ts', "import { runScript } from './test-host.ts';"],
  ['lib/start.ts', "import { open } from '../sandbox/ui/page-terminal.ts';"],
  ['lib/url.ts', "import Search from '../components/Search.astro';"],
  ['components/Note.astro', "<p>x</p>\n<script>\n  import '../sandbox/host/create-host.ts';\n</script>"],
  ['content/notes/run.mdx', "# Run\n\nimport x from '../../pages/index.astro';\n"],
])('%s may not: %s', (path, text) => {
  expect(of(path, text)).toHaveLength(1);
});

test.each([
  ['sandbox/api/transport.ts', "import type { HttpHandler } from '../kernel/net/http.ts';"],
  ['sandbox/ui/terminal.ts', "import type { Message } from '../runtimes/worker.ts';"],
  ['sandbox/ui/terminal.ts', "new Worker(new URL('../runtimes/worker.ts', import.meta.url));"],
  ['sandbox/ui/terminal.ts', "import { Terminal } from '@xterm/xterm';"],
  ['sandbox/runtimes/serve.ts', "import http from 'node:http';"],
  ['sandbox/cli/help.test.ts', "import { createHost } from '../host/create-host.ts';"],
  ['sandbox/host/node.test.ts', "import { runScript } from '../runtimes/test-host.ts';"],
  ['sandbox/shell/test-shell.ts', "import { boot } from './test-boot.ts';"],
  ['components/Note.astro', "---\nimport { url } from '../lib/url.ts';\n---\n"],
  ['content/notes/run.mdx', "```js\nconst x = import('../../pages/index.astro');\n```\n"],
])('%s may: %s', (path, text) => {
  expect(of(path, text)).toEqual([]);
});

test('lines of an Astro script count from the top of the file', () => {
  const text = "---\nconst a = 1;\n---\n<p>{a}</p>\n<script>\n  import '../sandbox/host/create-host.ts';\n</script>";
  expect(of('components/Note.astro', text)[0]).toMatch(/^src\/components\/Note\.astro:6: /);
});

test('a folder that is in no table is an error', () => {
  expect(() => of('sandbox/utils/x.ts', "import '../kernel/clock.ts';")).toThrow('no such room');
});

test('a ring of rooms is found', () => {
  const ring = findCycle([
    { path: 'sandbox/shell/a.ts', text: "import '../userland/b.ts';" },
    { path: 'sandbox/userland/b.ts', text: "import type { C } from '../cli/c.ts';" },
    { path: 'sandbox/cli/c.ts', text: "import '../shell/a.ts';" },
  ]);
  expect(ring).toBe('sandbox/shell → sandbox/userland → sandbox/cli → sandbox/shell');
});
