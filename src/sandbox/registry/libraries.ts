import { glibcLibraries, GLIBC_LOADER_SIZE } from '../kernel/libraries.ts';
import type { ImageFile } from './image-tree.ts';

const FOLDER = '/usr/lib/x86_64-linux-gnu';
const LOADER = 'ld-linux-x86-64.so.2';

const loader = (path: string): ImageFile => ({
  path,
  type: 'file',
  mode: 0o755,
  size: GLIBC_LOADER_SIZE,
  runs: 'ld.so',
});

/** glibc and the libraries of Debian's programs, where Debian has them. */
export const debianLibraries = (): ImageFile[] => [
  loader(`${FOLDER}/${LOADER}`),
  { path: `/usr/lib64/${LOADER}`, type: 'symlink', mode: 0o777, target: `/lib/x86_64-linux-gnu/${LOADER}` },
  ...glibcLibraries().map(({ name, size, target }): ImageFile => {
    const path = `${FOLDER}/${name}`;
    const mode = name === 'libc.so.6' ? 0o755 : 0o644;
    return target === undefined ? { path, type: 'file', mode, size } : { path, type: 'symlink', mode: 0o777, target };
  }),
];

/** Some of glibc's libraries, in /lib: what an image that is no Debian copies for its programs. */
export const copiedLibraries = (names: readonly string[]): ImageFile[] => [
  loader(`/lib/${LOADER}`),
  { path: '/lib64', type: 'symlink', mode: 0o777, target: 'lib' },
  ...glibcLibraries()
    .filter(({ name }) => names.includes(name))
    .map(({ name, size }): ImageFile => ({ path: `/lib/${name}`, type: 'file', mode: 0o755, size })),
];

/** The C library of Alpine, which is its loader too. */
export const muslLibraries = (): ImageFile[] => [
  { path: '/lib/ld-musl-x86_64.so.1', type: 'file', mode: 0o755, size: 662_680, runs: 'ld.so' },
  { path: '/lib/libc.musl-x86_64.so.1', type: 'symlink', mode: 0o777, target: 'ld-musl-x86_64.so.1' },
];
