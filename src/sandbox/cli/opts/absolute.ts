import type { Io } from '../io.ts';

/** A path from the root, by its text alone: nothing has to be there. As Go's filepath.Abs. */
export function absolute(path: string, io: Pick<Io, 'fs'>): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${io.fs.cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
