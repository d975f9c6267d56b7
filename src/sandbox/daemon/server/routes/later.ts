import type { RouteHandler, Routes } from '../router.ts';

/** Routes whose code is loaded when one of them is first asked for: the page's first command doesn't wait for it. */
export function later<K extends string>(
  load: () => Promise<Readonly<Record<K, RouteHandler>>>,
  ...keys: readonly K[]
): Routes {
  const handler =
    (key: K): RouteHandler =>
    async (daemon, request) =>
      (await daemon.kernel.clock.outside(load()))[key](daemon, request);
  return Object.fromEntries(keys.map((key) => [key, handler(key)]));
}
