import { digestOf } from '../image/layers.ts';
import type { FileSource, Operation, OperationOf } from './operation.ts';
import { fromsOf, sourceOf } from './operation-inputs.ts';
import { describe } from './step-key.ts';

/** The steps below the targets of a build: equal ones are one, with the name of the last that is met. @see buildkit llb/definition.go, mergeMetadata */
export class UsedSteps {
  readonly #ids = new Map<Operation, string>();
  readonly #names = new Map<string, string>();
  /** Steps that one of their stages wants done again. */
  readonly #uncached = new Set<string>();
  /** Steps that stand right on an image, by the image. */
  readonly #users = new Map<string, Set<string>>();

  /** Contexts that files are taken from. */
  readonly contexts = new Set<string>();

  /** Notes an operation and all below it. @returns what equal operations share, whatever their names and files */
  add(operation: Operation): string {
    const there = this.#ids.get(operation);
    if (there !== undefined) return there;
    const id = this.#identify(operation);
    this.#ids.set(operation, id);
    if (operation.kind === 'scratch') return id;
    this.#names.set(id, operation.name);
    if (!operation.useCache) this.#uncached.add(id);
    return id;
  }

  #identify(operation: Operation): string {
    if (operation.kind === 'scratch') return 'scratch';
    if (operation.kind === 'image') return sourceOf(operation);
    const { input } = operation;
    const below = this.add(input);
    const froms = fromsOf(operation).map((from) => this.#idOfSource(from));
    const sources = operation.kind === 'copy' ? operation.sources : [];
    const id = digestOf(JSON.stringify([below, froms, sources, describe(operation, [])]));
    if (input.kind === 'image') this.#users.set(below, (this.#users.get(below) ?? new Set()).add(id));
    return id;
  }

  #idOfSource(from: FileSource | undefined): string {
    if (from === undefined) return '';
    if (from.kind === 'operation') return this.add(from.operation);
    if (from.kind === 'url') return from.url;
    this.contexts.add(from.context);
    return `context ${from.context}`;
  }

  nameOf(operation: Exclude<Operation, { kind: 'scratch' }>): string {
    return this.#names.get(this.add(operation)) ?? operation.name;
  }

  mayUseCache(operation: Operation): boolean {
    return !this.#uncached.has(this.add(operation));
  }

  /** How many steps stand right on an image. */
  usersOf(base: OperationOf<'image'>): number {
    return this.#users.get(sourceOf(base))?.size ?? 0;
  }
}
