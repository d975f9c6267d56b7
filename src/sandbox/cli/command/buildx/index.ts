import type { Command } from '../../command.ts';
import { buildxBake } from './bake.ts';
import { buildxCreate } from './create.ts';
import { buildxDu } from './du.ts';
import { historyInspect } from './history/inspect.ts';
import { historyLogs } from './history/logs.ts';
import { historyLs } from './history/ls.ts';
import { historyRm } from './history/rm.ts';
import { imagetoolsCreate } from './imagetools/create.ts';
import { imagetoolsInspect } from './imagetools/inspect.ts';
import { buildxInspect } from './inspect.ts';
import { buildxLs } from './ls.ts';
import { buildxPrune } from './prune.ts';
import { buildxRm } from './rm.ts';
import { buildxStop } from './stop.ts';
import { buildxUse } from './use.ts';
import { buildxVersion } from './version.ts';

/** Commands of the plugin buildx, but for `build` (image/build.ts). */
export const BUILDX: readonly Command[] = [
  buildxBake,
  buildxCreate,
  buildxDu,
  historyInspect,
  historyLogs,
  historyLs,
  historyRm,
  imagetoolsCreate,
  imagetoolsInspect,
  buildxInspect,
  buildxLs,
  buildxPrune,
  buildxRm,
  buildxStop,
  buildxUse,
  buildxVersion,
];
