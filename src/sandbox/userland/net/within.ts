import type { Process } from '../../kernel/process.ts';

/** What `within` gives when the time is over. */
export const LATE = Symbol('late');

/** Waits for work, but not longer than `ms`; it goes on unseen afterwards. */
export async function within<T>(process: Process, ms: number, work: Promise<T>): Promise<T | typeof LATE> {
  if (ms === Infinity) return process.waitFor(work);
  let cancel = (): void => {};
  const late = new Promise<typeof LATE>((resolve) => {
    cancel = process.kernel.clock.schedule(ms, () => resolve(LATE));
  });
  try {
    return await process.waitFor(Promise.race([work, late]));
  } finally {
    cancel();
  }
}
