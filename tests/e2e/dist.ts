import { resolve } from 'node:path';

/** The built site; another than the project's own where a build by hand is tested. */
export const DIST = resolve(import.meta.dirname, '../..', process.env['DRYDOCK_DIST'] ?? 'dist');
