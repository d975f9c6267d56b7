import type { Process } from './process.ts';

/** What an executable needs beside itself: PT_INTERP and DT_NEEDED of ELF. */
export interface Linkage {
  /** The program that execve(2) starts in its place; a static executable has none. */
  readonly loader: string | undefined;
  /** Sonames in the order in which the loader looks for them, those that libraries need too. */
  readonly libraries: readonly string[];
}

export const GLIBC_LOADER = '/lib64/ld-linux-x86-64.so.2';
export const MUSL_LOADER = '/lib/ld-musl-x86_64.so.1';
/** Where Debian's loader looks. @see `ld.so --help` */
const LIBRARY_FOLDERS = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib', '/usr/lib'];

/** Where the loader finds a library; undefined where it doesn't. */
export function libraryPath({ fs, env }: Process, loader: string, library: string): string | undefined {
  if (loader.endsWith(`/${library}`)) return loader;
  // Musl's C library is its loader, which needs no file to find itself.
  if (loader === MUSL_LOADER && library.startsWith('libc.')) return loader;
  const first = (env.get('LD_LIBRARY_PATH') ?? '').split(':').filter((folder) => folder !== '');
  return [...first, ...LIBRARY_FOLDERS].map((folder) => `${folder}/${library}`).find((path) => fs.exists(path));
}
