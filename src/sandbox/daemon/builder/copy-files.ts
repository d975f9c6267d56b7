import { encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Content, FileSystem, NewNode, Path } from '../../kernel/fs/file-system.ts';
import { removeTree, unpackTree } from '../../kernel/fs/pack.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { OciError } from '../../runtime/error.ts';
import { lookUpUser } from '../../runtime/user.ts';
import { viewOf } from '../container/own-view.ts';
import type { Daemon } from '../daemon.ts';
import { recordId } from './cache-record.ts';
import { readAnyArchive } from './archive.ts';
import { BuildError } from './failure.ts';
import { changeMode } from './file-mode.ts';
import type { OperationOf } from './operation.ts';
import { keptBy, type Selected, selectFiles } from './select-files.ts';

type CopyOperation = OperationOf<'copy'>;
interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const baseName = (path: string): string => path.split('/').findLast((name) => name !== '') ?? '';
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const join = (directory: string, name: string): string => `${directory.replace(/\/+$/, '')}/${name}`;

/** Of `--chown`. A name that the image doesn't know is root, as in BuildKit. */
function ownerOf(view: FileView, text: string): Owner | undefined {
  if (text === '') return undefined;
  const [user = '', group] = text.split(':');
  const one = (spec: string): Owner => {
    try {
      const { uid, gid } = lookUpUser(view, spec);
      return { uid, gid };
    } catch (error) {
      if (error instanceof OciError) return { uid: 0, gid: 0 };
      throw error;
    }
  };
  const { uid, gid } = one(user);
  if (group !== undefined) return { uid, gid: one(`${user}:${group}`).gid };
  return { uid, gid: /^\d+$/.test(user) ? uid : gid };
}

/** Puts files where a COPY or ADD wants them. */
class Copier {
  readonly #tree: TreeFileSystem;
  readonly #view: FileView;
  readonly #owner: Owner | undefined;
  readonly #operation: CopyOperation;
  /** Where BuildKit would have the tree mounted. */
  readonly #rootPath: () => string;

  constructor(daemon: Daemon, tree: TreeFileSystem, operation: CopyOperation) {
    this.#rootPath = () => `/var/lib/docker/overlay2/${recordId(daemon)}/merged`;
    this.#tree = tree;
    this.#view = viewOf(tree);
    this.#operation = operation;
    this.#owner = ownerOf(this.#view, operation.chown);
  }

  /** A directory with all above it. @throws {BuildError} `mkdir /bin/busybox: not a directory` */
  directory(path: string): void {
    let at = '';
    for (const name of path.split('/').filter((part) => part !== '')) {
      at = `${at}/${name}`;
      if (this.#view.isDirectory(at)) continue;
      if (this.#view.exists(at)) throw new BuildError(`mkdir ${this.#view.realpath(at)}: not a directory`);
      this.#create(at, { type: 'directory', mode: 0o755, uid: 0, gid: 0, ...this.#owner });
    }
  }

  file(target: string, content: Content, meta: { mode: number; mtime?: number } & Owner): void {
    this.#put(target, { type: 'file', content, ...meta });
  }

  /** A file to `target`, into it if it is a directory. */
  place(target: string, name: string): string {
    const into = target.endsWith('/') || this.#view.isDirectory(target);
    const path = into ? join(target, name) : target;
    this.directory(parentOf(path));
    return path;
  }

  copy(source: Selected, target: string, keep: (path: string) => boolean): void {
    if (source.stat.type === 'directory') this.#contents(source, target, keep);
    else this.#leaf(source.fs, source.path, this.place(target, baseName(source.name)));
  }

  #contents({ fs, path, stat, name }: Selected, target: string, keep: (path: string) => boolean): void {
    const to = target.replace(/(.)\/+$/, '$1');
    if (this.#view.exists(to) && !this.#view.isDirectory(to)) {
      throw new BuildError(`cannot copy to non-directory: ${this.#rootPath()}${to}`);
    }
    if (!this.#view.isDirectory(to)) {
      this.directory(parentOf(to));
      this.#create(to, { type: 'directory', ...this.#meta(stat, true) });
    }
    this.#children(fs, path, to, this.#operation.parents ? name.replace(/^\/+/, '') : '', keep);
  }

  #children(fs: FileSystem, path: Path, to: string, name: string, keep: (path: string) => boolean): void {
    for (const child of [...fs.readdir(path)].sort()) {
      const inside = name === '' ? child : `${name}/${child}`;
      if (!keep(inside)) continue;
      const from = [...path, child];
      const stat = fs.stat(from);
      if (stat?.type !== 'directory') {
        this.#leaf(fs, from, join(to, child));
        continue;
      }
      const target = join(to, child);
      if (!this.#view.isDirectory(target)) this.#put(target, { type: 'directory', ...this.#meta(stat, true) });
      this.#children(fs, from, target, inside, keep);
    }
  }

  #leaf(fs: FileSystem, path: Path, target: string): void {
    const stat = fs.stat(path);
    if (stat === undefined || stat.type === 'socket' || stat.type === 'directory') return;
    const meta = this.#meta(stat, false);
    if (stat.type === 'file') {
      const extent = Math.min(stat.size, fs.extent?.(path) ?? stat.size);
      const head = fs.read(path, 0, extent);
      this.#put(target, { type: 'file', content: extent < stat.size ? { size: stat.size, head } : head, ...meta });
    } else if (stat.type === 'symlink') {
      this.#put(target, { type: 'symlink', target: fs.readlink(path), ...meta, mode: 0o777 });
    } else if (stat.type === 'fifo') this.#put(target, { type: 'fifo', ...meta });
    else this.#put(target, { type: stat.type, rdev: stat.rdev ?? { major: 0, minor: 0 }, ...meta });
  }

  #meta(stat: { mode: number; uid: number; gid: number; mtime: number }, isDirectory: boolean) {
    const { chmod } = this.#operation;
    return {
      mode: chmod === undefined ? stat.mode : changeMode(stat.mode, chmod, isDirectory),
      mtime: stat.mtime,
      uid: stat.uid,
      gid: stat.gid,
      ...this.#owner,
    };
  }

  /** Replaces what is there. */
  #put(target: string, node: NewNode): void {
    const { path, stat } = this.#view.resolve(target, { follow: false });
    if (stat?.type === 'directory' && node.type !== 'directory') {
      throw new BuildError(`cannot copy to directory: ${target}`);
    }
    if (stat !== undefined) removeTree(this.#tree, path);
    this.#tree.create(path, node);
  }

  #create(target: string, node: NewNode): void {
    this.#tree.create(this.#view.resolve(target, { follow: false }).path, node);
  }

  /** Unpacks an archive into a directory. */
  unpack(entries: Parameters<typeof unpackTree>[1], target: string): void {
    this.directory(target);
    const into = this.#view.resolve(target).path;
    unpackTree(this.#tree, entries, { into, ...(this.#owner !== undefined && { owner: this.#owner }) });
  }
}

/** `/a/./b/c` with `--parents` keeps `b/c`. */
const keptParents = (source: string): string => {
  const pivot = source.indexOf('/./');
  return parentOf(`/${(pivot < 0 ? source : source.slice(pivot + 3)).replace(/^[./]+/, '')}`);
};

/** COPY and ADD. @throws {BuildError}, {MissingSource} */
export async function copyFiles(
  daemon: Daemon,
  tree: TreeFileSystem,
  operation: CopyOperation,
  source: FileSystem | undefined,
): Promise<void> {
  const copier = new Copier(daemon, tree, operation);
  const keep = keptBy(operation.exclude);
  const { destination, parents, chmod } = operation;
  try {
    for (const text of operation.sources) {
      const document = operation.documents.get(text);
      if (document !== undefined) {
        const owner = ownerOf(viewOf(tree), operation.chown) ?? { uid: 0, gid: 0 };
        const mode = chmod === undefined ? 0o644 : changeMode(0o644, chmod, false);
        copier.file(copier.place(destination, document.name), encode(document.content), { mode, ...owner });
        continue;
      }
      if (source === undefined) throw new Error('a COPY of files without files');
      for (const selected of selectFiles(source, text)) {
        if (parents && !keep(selected.name.replace(/^\/+/, ''))) continue;
        const { stat, fs, path } = selected;
        const archive =
          operation.unpack && stat.type === 'file' ? await readAnyArchive(daemon, fs.read(path)) : undefined;
        const target = parents ? `${join(destination, keptParents(text))}/` : destination;
        const whole = parents && stat.type === 'directory' ? join(target, baseName(selected.name)) : target;
        if (archive !== undefined) copier.unpack(archive, destination);
        else copier.copy(selected, whole, keep);
      }
    }
  } catch (error) {
    if (error instanceof Errno) throw new BuildError(`${error.path ?? destination}: ${error.message.toLowerCase()}`);
    throw error;
  }
}

/** WORKDIR. @param user whose directories they are, as USER has it; without one root's */
export function makeDirectory(tree: TreeFileSystem, path: string, user = ''): void {
  const view = viewOf(tree);
  const owner = ownerOf(view, user);
  let at = '';
  for (const name of path.split('/').filter((part) => part !== '')) {
    at = `${at}/${name}`;
    if (view.isDirectory(at)) continue;
    if (view.exists(at)) {
      const isLast =
        at ===
        `/${path
          .split('/')
          .filter((part) => part !== '')
          .join('/')}`;
      throw new BuildError(isLast ? `mkdir ${view.realpath(at)}: not a directory` : `lstat ${path}: not a directory`);
    }
    view.mkdir(at, { mode: 0o755 });
    if (owner !== undefined) view.chown(at, owner);
  }
}
