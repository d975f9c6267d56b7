import { lazily } from './tool/lazy.ts';
import type { Tool } from './tool/tool.ts';

/** `tar cf x` is `tar -cf x`: letters in the first word take their values from the words after it. */
function oldLetters(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || first.startsWith('-')) return args;
  const values = [...rest];
  const out: string[] = [];
  for (const letter of first) out.push(`-${letter}`, ...('fCbTXK'.includes(letter) ? values.splice(0, 1) : []));
  return [...out, ...values];
}

export const tar: Tool = {
  name: 'tar',
  about: 'Make, list or unpack an archive',
  gnu: {
    short: 'cxtruf:C:vzjJZapkmohOPT:X:wl',
    long:
      'create=c extract=x get=x list=t append=r file:=f directory:=C verbose=v gzip=z gunzip=z to-stdout=O preserve-permissions=p absolute-names=P ' +
      'strip-components: exclude: owner: group: numeric-owner no-same-owner=o same-owner keep-old-files=k touch=m dereference=h one-file-system ' +
      'auto-compress=a files-from:=T exclude-from:=X sort: mtime: wildcards no-recursion transform: xform: totals',
    refuses: 'transform xform totals sort mtime one-file-system w',
    usage: '[OPTION...] [FILE]...',
    failure: 2,
    package: 'GNU tar) 1.34',
  },
  busybox: {
    short: 'cxtf:C:vzjJZamokOhT:X:pPl',
    long: 'strip-components: exclude: to-stdout=O numeric-owner no-recursion',
    usage: 'c|x|t [-ZzJjahmvokO] [-f TARFILE] [-C DIR] [FILE]...',
  },
  rewrite: oldLetters,
  run: lazily(async () => (await import('./archive/tar.ts')).runTar),
};

const gzipTool = (name: 'gzip' | 'gunzip' | 'zcat', about: string): Tool => ({
  name,
  about,
  gnu: {
    short: 'cdfhklLnNqrStvV123456789',
    long: 'stdout=c to-stdout=c decompress=d uncompress=d force=f keep=k list=l quiet=q test=t verbose=v fast=1 best=9 no-name=n name=N recursive=r',
    usage: '[OPTION]... [FILE]...',
    package: 'gzip) 1.12',
  },
  busybox: {
    short: 'cfkdtvn123456789',
    usage: name === 'zcat' ? '[FILE]...' : name === 'gzip' ? '[-cfkdt] [FILE]...' : '[-cfkt] [FILE]...',
  },
  run: lazily(async () => {
    const { runGzip } = await import('./archive/gzip.ts');
    return (call) => runGzip(call, name);
  }),
});

export const gzip = gzipTool('gzip', 'Compress files');
export const gunzip = gzipTool('gunzip', 'Decompress files');
export const zcat = gzipTool('zcat', 'Print compressed files');
