import type { FileSource, Operation, OperationOf } from './operation.ts';

/** What a step takes files from. */
export function fromsOf(operation: Operation): readonly (FileSource | undefined)[] {
  if (operation.kind === 'copy') return [takesFiles(operation) ? operation.from : undefined];
  return operation.kind === 'run' ? operation.mounts.map(({ from }) => from) : [];
}

const takesFiles = ({ sources, documents }: OperationOf<'copy'>): boolean =>
  sources.some((source) => !documents.has(source));

export const inlineDocuments = (operation: Operation): number =>
  operation.kind === 'copy' ? operation.documents.size : operation.kind === 'run' ? operation.pipes.length : 0;

/** Cache mounts that have an owner or a mode of their own. */
export const ownedCaches = (operation: Operation): number =>
  operation.kind === 'run'
    ? operation.mounts.filter(
        ({ mount: { type, mode, uid, gid } }) => type === 'cache' && (mode !== undefined || uid !== 0 || gid !== 0),
      ).length
    : 0;

/** Contexts that a step takes files from. */
export const contextsOf = (operation: Operation): readonly string[] =>
  fromsOf(operation).flatMap((from) => (from?.kind === 'context' ? [from.context] : []));

/** The same files under two names are two sources. */
export const sourceOf = ({ image }: OperationOf<'image'>): string => `${image.alias ?? image.name} ${image.chain}`;
