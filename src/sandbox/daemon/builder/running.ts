import { BuildError } from './failure.ts';

/** What goes on in a build. A step that fails, or a client that leaves, ends all of it. */
export class Running {
  readonly #ends = new Set<() => void>();
  #reason: BuildError | undefined;

  /** Why the build was given up. */
  get reason(): BuildError | undefined {
    return this.#reason;
  }

  /** @param end called at once if the build has been given up. @returns to be called when it has ended by itself */
  add(end: () => void): () => void {
    if (this.#reason !== undefined) end();
    else this.#ends.add(end);
    return () => void this.#ends.delete(end);
  }

  giveUp(reason: BuildError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const end of this.#ends) end();
    this.#ends.clear();
  }
}

/** The client has gone. @see buildkit solver, context.Canceled */
export const canceled = (): BuildError => new BuildError('Canceled: context canceled');
