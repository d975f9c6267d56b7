import { pyError } from '../exceptions.ts';
import { moduleOf } from '../module-of.ts';
import type { Native, PyModule } from '../values.ts';

/** Functions of floats, a few of whole numbers. */
export function mathModule(): PyModule {
  const one =
    (work: (value: number) => number): Native =>
    ([value]) =>
      work(Number(value));
  return moduleOf(
    'math',
    {
      sqrt: ([value]) => {
        if (Number(value) < 0) throw pyError('ValueError', 'math domain error');
        return Math.sqrt(Number(value));
      },
      sin: one(Math.sin), cos: one(Math.cos), tan: one(Math.tan), exp: one(Math.exp), log2: one(Math.log2), log10: one(Math.log10), fabs: one(Math.abs),
      log: ([value, base]) => (base === undefined ? Math.log(Number(value)) : Math.log(Number(value)) / Math.log(Number(base))),
      floor: ([value]) => BigInt(Math.floor(Number(value))),
      ceil: ([value]) => BigInt(Math.ceil(Number(value))),
      trunc: ([value]) => BigInt(Math.trunc(Number(value))),
      pow: ([a, b]) => Number(a) ** Number(b),
      hypot: (values) => Math.hypot(...values.map(Number)),
      gcd: ([a, b]) => {
        let [x, y] = [BigInt(Number(a)), BigInt(Number(b))];
        while (y !== 0n) [x, y] = [y, x % y];
        return x < 0n ? -x : x;
      },
      factorial: ([value]) => {
        let product = 1n;
        for (let at = 2n; at <= BigInt(Number(value)); at++) product *= at;
        return product;
      },
      isqrt: ([value]) => BigInt(Math.floor(Math.sqrt(Number(value)))),
    },
    { pi: Math.PI, e: Math.E, inf: Infinity, nan: NaN, tau: 2 * Math.PI },
  ); // prettier-ignore
}
