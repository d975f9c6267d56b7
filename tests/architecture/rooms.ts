/** Who may import whom: the table of DESIGN §2. A room may always import itself. */
export const MAY_IMPORT = {
  // the sandbox, from the bottom up
  'sandbox/kernel': [],
  'sandbox/shell': ['sandbox/kernel'],
  'sandbox/userland': ['sandbox/kernel', 'sandbox/shell'],
  'sandbox/runtime': ['sandbox/kernel'],
  'sandbox/dockerfile': [],
  'sandbox/api': ['sandbox/kernel'],
  'sandbox/registry': ['sandbox/kernel', 'sandbox/api'],
  'sandbox/client': ['sandbox/api', 'sandbox/kernel'],
  'sandbox/cli': ['sandbox/client', 'sandbox/api', 'sandbox/kernel'],
  'sandbox/daemon': ['sandbox/api', 'sandbox/runtime', 'sandbox/kernel', 'sandbox/registry', 'sandbox/dockerfile'],
  'sandbox/compose': ['sandbox/cli', 'sandbox/client', 'sandbox/api', 'sandbox/kernel'],
  'sandbox/host': [
    'sandbox/kernel',
    'sandbox/shell',
    'sandbox/userland',
    'sandbox/runtime',
    'sandbox/dockerfile',
    'sandbox/registry',
    'sandbox/api',
    'sandbox/daemon',
    'sandbox/client',
    'sandbox/cli',
    'sandbox/compose',
  ],
  'sandbox/runtimes': ['sandbox/host', 'sandbox/registry', 'sandbox/kernel', 'sandbox/api'],
  'sandbox/ui': ['sandbox/runtimes'],
  // the site; `lib` runs the host at build time and reads the commands' data
  lib: ['sandbox/ui', 'sandbox/runtimes', 'sandbox/host', 'sandbox/registry', 'sandbox/cli', 'sandbox/compose'],
  components: ['lib', 'styles', 'sandbox/ui'],
  layouts: ['components', 'lib', 'styles'],
  pages: ['layouts', 'components', 'lib', 'styles'],
  content: ['components'],
  styles: [],
  // the service worker: a bundle of its own that knows addresses, not pages
  offline: [],
  'content.config.ts': ['lib'],
} as const satisfies Record<string, readonly string[]>;
export type Room = keyof typeof MAY_IMPORT;

/** Edges for types and a worker's URL: nothing of the target may be in the bundle. */
export const TYPES_ONLY: readonly string[] = ['sandbox/ui → sandbox/runtimes', 'lib → sandbox/ui'];

/** Files of a room that a room may import, where it is not all of them. */
export const ONLY_FILES: Readonly<Record<string, readonly string[]>> = {
  'sandbox/api → sandbox/kernel': ['net/http.ts', 'base64.ts', 'bytes.ts', 'stream.ts'],
};

/** Packages that the sandbox may use, and where; `node:` stands for all of Node. */
export const PACKAGES: Readonly<Record<string, readonly Room[]>> = {
  unbash: ['sandbox/shell'],
  fflate: ['sandbox/userland', 'sandbox/daemon'],
  yaml: ['sandbox/compose'],
  'sql.js': ['sandbox/userland'],
  'quickjs-emscripten-core': ['sandbox/userland'],
  '@jitl/quickjs-singlefile-mjs-release-sync': ['sandbox/userland'],
  '@codemirror/autocomplete': ['sandbox/ui'],
  '@codemirror/commands': ['sandbox/ui'],
  '@codemirror/language': ['sandbox/ui'],
  '@codemirror/legacy-modes': ['sandbox/ui'],
  '@codemirror/lint': ['sandbox/ui'],
  '@codemirror/search': ['sandbox/ui'],
  '@codemirror/state': ['sandbox/ui'],
  '@codemirror/view': ['sandbox/ui'],
  '@lezer/highlight': ['sandbox/ui'],
  '@xterm/xterm': ['sandbox/ui', 'sandbox/runtimes'],
  '@xterm/addon-fit': ['sandbox/ui', 'sandbox/runtimes'],
  '@webcontainer/api': ['sandbox/runtimes', 'lib'],
  'workbox-precaching': ['offline'],
  'node:': ['sandbox/runtimes'],
};

/** Run by hand to record what tests compare with; nothing imports them. */
export const TOOLS: readonly string[] = [
  'sandbox/shell/oracle/record.mjs',
  'sandbox/userland/fixtures/record.mjs',
  'sandbox/shell/oracle/record-posix.mjs',
];

/** The room of a path below src/. @throws for a folder that the table doesn't know */
export function roomOf(path: string): Room {
  const [first = '', second = ''] = path.split('/');
  const room = first === 'sandbox' ? `sandbox/${second}` : first;
  if (!(room in MAY_IMPORT)) throw new Error(`${path}: no such room in tests/architecture/rooms.ts`);
  return room as Room;
}
