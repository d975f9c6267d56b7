import { IgnorePatterns } from '../../api/ignore-patterns.ts';
import { type TarEntry } from '../../kernel/fs/tar.ts';
import type { FileView } from '../../kernel/fs/view.ts';

/**
 * The files of a directory that .dockerignore lets through, as members of an archive.
 *
 * @param prefix directory of the archive that they are put in
 */
export function* packContext(
  fs: FileView,
  directory: string,
  prefix: string,
  ignore: string | undefined,
): Generator<TarEntry> {
  const patterns = IgnorePatterns.of(ignore);
  yield { path: `${prefix}/`, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
  yield* packBelow(fs, directory, prefix, '', patterns);
}

function* packBelow(
  fs: FileView,
  directory: string,
  prefix: string,
  inside: string,
  patterns: IgnorePatterns,
): Generator<TarEntry> {
  for (const { name } of fs.readdir(directory)) {
    const path = `${directory}/${name}`;
    const relative = inside === '' ? name : `${inside}/${name}`;
    const { type, mode, uid, gid, mtime } = fs.lstat(path);
    const isIgnored = patterns.matches(relative);
    const meta = { path: `${prefix}/${relative}`, mode, uid, gid, mtime };
    if (type === 'directory') {
      if (isIgnored && patterns.matchesAll(relative)) continue;
      const below = [...packBelow(fs, path, prefix, relative, patterns)];
      if (isIgnored && below.length === 0) continue;
      yield { ...meta, type, path: `${prefix}/${relative}/` };
      yield* below;
    } else if (isIgnored || type === 'socket') continue;
    else if (type === 'symlink') yield { ...meta, type, target: fs.readlink(path) };
    else if (type === 'file') yield { ...meta, type, content: fs.readFile(path) };
    else yield { ...meta, type };
  }
}
