/** Those who wait for one thing to happen. */
export class WaitQueue {
  /** One, or a set of several: most queues of most processes stay empty, or see one. */
  #waiting: Set<() => void> | (() => void) | undefined;

  /** The answer takes the waiter out again. */
  add(wake: () => void): () => void {
    if (this.#waiting === undefined) this.#waiting = wake;
    else if (this.#waiting instanceof Set) this.#waiting.add(wake);
    else this.#waiting = new Set([this.#waiting, wake]);
    return () => {
      if (this.#waiting instanceof Set) this.#waiting.delete(wake);
      else if (this.#waiting === wake) this.#waiting = undefined;
    };
  }

  wakeAll(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    if (!(waiting instanceof Set)) return waiting();
    for (const wake of waiting) wake();
  }
}
