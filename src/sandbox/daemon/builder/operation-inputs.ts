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

/** An image below a target. */
export interface UsedBase {
  /** Of several names of one image that of its last use. @see buildkit llb/definition.go, mergeMetadata */
  name: string;
  /** Steps that stand right on it. */
  readonly steps: Set<Operation>;
}

/** Finds the images below an operation, by their sources. */
export function findBases(operation: Operation, bases: Map<string, UsedBase>, seen = new Set<Operation>()): void {
  if (operation.kind === 'scratch' || seen.has(operation)) return;
  seen.add(operation);
  if (operation.kind === 'image') {
    const there = bases.get(sourceOf(operation));
    if (there === undefined) bases.set(sourceOf(operation), { name: operation.name, steps: new Set() });
    else there.name = operation.name;
    return;
  }
  const { input } = operation;
  findBases(input, bases, seen);
  if (input.kind === 'image') bases.get(sourceOf(input))?.steps.add(operation);
  for (const from of fromsOf(operation)) if (from?.kind === 'operation') findBases(from.operation, bases, seen);
}
