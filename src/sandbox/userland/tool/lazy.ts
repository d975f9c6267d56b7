import type { Call } from './call.ts';

/** The run function of a program whose code comes when it is first called. */
export const lazily =
  (load: () => Promise<(call: Call) => Promise<number | void>>) =>
  async (call: Call): Promise<number | void> => {
    const run = await call.process.kernel.clock.outside(load());
    return run(call);
  };
