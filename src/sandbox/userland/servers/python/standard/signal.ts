import { Errno } from '../../../../kernel/errno.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import { PyError, type PyModule } from '../values.ts';

/** Handlers, and waiting for one. */
export function signalModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  return moduleOf(
    'signal',
    {
      signal: ([number, handler = null]) => {
        const signal = number === 15n ? 'TERM' : number === 1n ? 'HUP' : number === 10n ? 'USR1' : 'INT';
        process.onSignal(signal, () => {
          void interpreter.call(handler, [number ?? null, null]).catch((error: unknown) => {
            if (error instanceof PyError && error.value.type.name === 'SystemExit') interpreter.stopWith?.(error);
            else interpreter.interrupted = true;
          });
        });
        return null;
      },
      pause: async () => {
        await process.sleep(2 ** 40, { interruptible: true }).catch((error: unknown) => {
          if (!(error instanceof Errno)) throw error;
        });
        return null;
      },
    },
    { SIGTERM: 15n, SIGINT: 2n, SIGHUP: 1n, SIGUSR1: 10n },
  );
}
