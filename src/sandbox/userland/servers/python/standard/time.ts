import { Errno } from '../../../../kernel/errno.ts';
import { strftime } from '../../../text/strftime.ts';
import { pyError } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import type { PyModule } from '../values.ts';

/** The host’s clock; a sleep ends with an interrupt. */
export function timeModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const { clock } = process.kernel;
  return moduleOf('time', {
    time: () => clock.now() / 1000,
    monotonic: () => clock.now() / 1000,
    perf_counter: () => clock.now() / 1000,
    sleep: async ([seconds = 0]) => {
      // After a signal it sleeps on. @see PEP 475
      const end = clock.now() + Number(seconds) * 1000;
      for (let left = end - clock.now(); left > 0; left = end - clock.now()) {
        try {
          await process.sleep(left, { interruptible: true });
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
        }
        if (!interpreter.interrupted) continue;
        interpreter.interrupted = false;
        throw pyError('KeyboardInterrupt');
      }
      return null;
    },
    strftime: ([format]) => strftime(String(format), clock.now()),
    ctime: () => strftime('%a %b %e %H:%M:%S %Y', clock.now()),
  });
}
