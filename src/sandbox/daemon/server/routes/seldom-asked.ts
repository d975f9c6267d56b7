import type { RouteHandler, Routes } from '../router.ts';
import { later } from './later.ts';
import type { seldomRoutes } from './seldom.ts';

type Table = Readonly<Record<keyof typeof seldomRoutes, RouteHandler>>;

/** Some of the routes that are loaded in one piece. */
export const seldomAsked = (...keys: readonly (keyof Table)[]): Routes =>
  later(async (): Promise<Table> => (await import('./seldom.ts')).seldomRoutes, ...keys);
