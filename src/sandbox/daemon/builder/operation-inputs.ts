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

/** Contexts that a step takes files from. */
export const contextsOf = (operation: Operation): readonly string[] =>
  fromsOf(operation).flatMap((from) => (from?.kind === 'context' ? [from.context] : []));

/** The same files under two names are two sources. */
export const sourceOf = ({ image }: OperationOf<'image'>): string => `${image.alias ?? image.name} ${image.chain}`;

/** Finds the steps that stand right on the bases below an operation. */
export function countUsers(
  operation: Operation,
  users: Map<string, Set<Operation>>,
  seen = new Set<Operation>(),
): void {
  if (operation.kind === 'scratch' || operation.kind === 'image' || seen.has(operation)) return;
  seen.add(operation);
  const { input } = operation;
  if (input.kind === 'image') {
    const source = sourceOf(input);
    users.set(source, (users.get(source) ?? new Set()).add(operation));
  }
  countUsers(input, users, seen);
  for (const from of fromsOf(operation)) if (from?.kind === 'operation') countUsers(from.operation, users, seen);
}
