import { containerChangeRoutes } from './container-changes.ts';
import { containerFileRoutes } from './container-files.ts';
import { imageArchiveRoutes } from './image-archive.ts';
import { imageChangeRoutes } from './image-changes.ts';
import { networkChangeRoutes } from './network-changes.ts';
import { pluginRoutes } from './plugin.ts';
import { registryRoutes } from './registry.ts';
import { systemFactRoutes } from './system-facts.ts';

export { mountStorage } from '../../storage/mount.ts';

/** What the first commands don't need, in one piece: many small pieces take longer to fetch than they save. */
export const seldomRoutes = {
  ...containerChangeRoutes,
  ...containerFileRoutes,
  ...imageArchiveRoutes,
  ...imageChangeRoutes,
  ...networkChangeRoutes,
  ...pluginRoutes,
  ...registryRoutes,
  ...systemFactRoutes,
};
