import { pathNames } from '../../kernel/fs/path-names.ts';
import type { Io } from '../io.ts';

/** A path from the root, by its text alone: nothing has to be there. As Go's filepath.Abs. */
export function absolute(path: string, io: Pick<Io, 'fs'>): string {
  return `/${pathNames(path.startsWith('/') ? path : `${io.fs.cwd}/${path}`).join('/')}`;
}
