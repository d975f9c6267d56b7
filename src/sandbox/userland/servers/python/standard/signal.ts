import { Errno } from '../../../../kernel/errno.ts';
import { type Signal, SIGNALS } from '../../../../kernel/signal.ts';
import { pyError } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import { PyError, type PyModule } from '../values.ts';

const NUMBERS = Object.fromEntries(Object.entries(SIGNALS).map(([name, number]) => [`SIG${name}`, BigInt(number)]));
const NAMES = new Map(
  Object.entries(SIGNALS).map(([name, number]): [bigint, Signal] => [BigInt(number), name as Signal]),
);

const SIG_DFL = 0n;
const SIG_IGN = 1n;

/** Handlers, and waiting for one. */
export function signalModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  return moduleOf(
    'signal',
    {
      signal: ([number, handler = null]) => {
        const signal = typeof number === 'bigint' ? NAMES.get(number) : undefined;
        if (signal === undefined) throw pyError('ValueError', 'signal number out of range');
        if (signal === 'KILL' || signal === 'STOP') throw pyError('OSError', '[Errno 22] Invalid argument');
        if (handler === SIG_DFL || handler === SIG_IGN) {
          process.onSignal(signal, handler === SIG_DFL ? 'default' : 'ignore');
          return null;
        }
        process.onSignal(signal, () => {
          void interpreter.call(handler, [number ?? null, null]).catch((error: unknown) => {
            if (error instanceof PyError && error.value.type.name === 'KeyboardInterrupt')
              interpreter.interrupted = true;
            else interpreter.stopWith?.(error);
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
    { ...NUMBERS, SIG_DFL, SIG_IGN },
  );
}
