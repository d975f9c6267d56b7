import { diskUsage } from '../../system/df.ts';
import { info } from '../../system/info.ts';
import { version } from '../../system/version.ts';
import { json } from '../response.ts';
import type { Routes } from '../router.ts';

/** What the engine says of itself. */
export const systemFactRoutes = {
  'GET /version': (daemon) => json(version(daemon)),
  'GET /info': (daemon) => json(info(daemon)),
  'GET /system/df': (daemon, request) => json(diskUsage(daemon, request.list('type'))),
} satisfies Routes;
