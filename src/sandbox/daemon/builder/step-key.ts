import { pathNames } from '../../kernel/fs/path-names.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { digestOf } from '../image/layers.ts';
import { contentDigest } from './digest.ts';
import type { OperationOf } from './operation.ts';
import { keptBy, selectFiles } from './select-files.ts';

type Step = OperationOf<'run'> | OperationOf<'copy'> | OperationOf<'mkdir'>;

/** A COPY and what it stands on, whatever the files are. */
export const formOf = (operation: Step, parent: string): string =>
  digestOf(JSON.stringify([parent, describe(operation, []), operation.kind === 'copy' ? operation.sources : []]));

/** All that decides an operation's result, beside what it starts from. @throws {MissingSource} */
export function describe(operation: Step, sources: readonly (FileSystem | undefined)[]): unknown {
  const { kind } = operation;
  if (kind === 'mkdir') return { kind, path: operation.path, user: operation.user };
  if (kind === 'run') {
    const { args, env, cwd, user, network, mounts, pipes } = operation;
    const mounted = mounts.map(({ mount }, index) => {
      const files = sources[index];
      const isBind = mount.type === 'bind' && files !== undefined;
      return [mount, isBind ? digests(files, [mount.source === '' ? '/' : mount.source], [], false) : ''];
    });
    return { kind, args, env, cwd, user, network, mounted, pipes };
  }
  const { destination, chown, chmod, parents, exclude, unpack } = operation;
  const named = operation.sources.filter((source) => !operation.documents.has(source));
  const [files] = sources;
  return {
    kind,
    documents: [...operation.documents].map(([, { name, content }]) => [name, content]),
    files: files === undefined ? [] : digests(files, named, exclude, parents),
    ...(parents && { sources: named }),
    ...{ destination, chown, chmod, exclude, unpack },
  };
}

function digests(fs: FileSystem, sources: readonly string[], exclude: readonly string[], parents: boolean): unknown[] {
  const keep = keptBy(exclude);
  // Of several files that are missing BuildKit names the one that sorts last.
  const names = sources.map((source) => `/${pathNames(source).join('/')}`);
  for (const name of names.sort().reverse()) selectFiles(fs, name);
  return sources.map((source) =>
    selectFiles(fs, source).map((selected) => {
      const above = parents ? selected.name.replace(/^\/+/, '') : '';
      const isKept = (path: string) =>
        (path === '' && !parents) || keep(path === '' ? above : `${above}/${path}`.replace(/^\//, ''));
      const name = selected.stat.type === 'directory' ? '' : selected.name.split('/').at(-1);
      return [name, contentDigest(selected.fs, selected.path, isKept)];
    }),
  );
}
