/** Places with a name, a to z, and the one that was left last: offsets, which stay when text before them changes. */
export class Marks {
  readonly #places = new Map<string, number>();
  #left = 0;

  get(name: string): number | undefined {
    return this.#places.get(name);
  }

  set(name: string, at: number): void {
    this.#places.set(name, at);
  }

  /** Where one jumped from; from now on it is `at`. */
  swap(at: number): number {
    const left = this.#left;
    this.#left = at;
    return left;
  }

  leave(at: number): void {
    this.#left = at;
  }

  clear(): void {
    this.#places.clear();
    this.#left = 0;
  }
}
