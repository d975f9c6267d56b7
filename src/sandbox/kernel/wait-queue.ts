/** Those who wait for one thing to happen. */
export class WaitQueue {
  /** Made when somebody waits: most queues of most processes stay empty. */
  #waiting: Set<() => void> | undefined;

  /** The answer takes the waiter out again. */
  add(wake: () => void): () => void {
    this.#waiting ??= new Set();
    this.#waiting.add(wake);
    return () => this.#waiting?.delete(wake);
  }

  wakeAll(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    for (const wake of waiting) wake();
  }
}
