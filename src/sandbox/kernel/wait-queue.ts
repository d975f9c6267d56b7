/** Those who wait for one thing to happen. */
export class WaitQueue {
  readonly #waiting = new Set<() => void>();

  /** The answer takes the waiter out again. */
  add(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  wakeAll(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
