import { pyError } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import { PyList, type PyModule } from '../values.ts';

/** The host’s randomness: the same on each run. */
export function randomModule(interpreter: Interpreter): PyModule {
  const { random } = interpreter.process.kernel;
  const unit = () => random.below(2 ** 30) / 2 ** 30;
  return moduleOf('random', {
    random: unit,
    randint: ([low, high]) => BigInt(Number(low) + random.below(Number(high) - Number(low) + 1)),
    randrange: ([low, high]) =>
      high === undefined
        ? BigInt(random.below(Number(low)))
        : BigInt(Number(low) + random.below(Number(high) - Number(low))),
    uniform: ([low, high]) => Number(low) + unit() * (Number(high) - Number(low)),
    choice: async ([items = null]) => {
      const all = await interpreter.items(items);
      if (all.length === 0) throw pyError('IndexError', 'Cannot choose from an empty sequence');
      return all[random.below(all.length)] ?? null;
    },
    shuffle: ([list]) => {
      if (list instanceof PyList) {
        for (let at = list.items.length - 1; at > 0; at--) {
          const other = random.below(at + 1);
          [list.items[at], list.items[other]] = [list.items[other] ?? null, list.items[at] ?? null];
        }
      }
      return null;
    },
    seed: () => null,
  });
}
