import type { Resources } from '../../api/types/container.ts';

const NO_SWAPPINESS =
  'Your kernel does not support memory swappiness capabilities or the cgroup is not mounted. Memory swappiness discarded.';
const NO_OOM_CONTROL = 'Your kernel does not support OomKillDisable. OomKillDisable discarded.';
const NO_IO_WEIGHT = 'Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.';
const NO_IO_WEIGHT_DEVICE =
  'Your kernel does not support Block I/O weight_device or the cgroup is not mounted. Weight-device discarded.';

/**
 * What the machine's cgroups have no control for is left out, with a warning; nobody looks at its value then.
 *
 * @see moby daemon/daemon_unix.go, verifyPlatformContainerResources
 */
export function discardUnsupported<Limits extends Resources>(
  limits: Limits,
  legacyCgroups: boolean,
): { readonly supported: Limits; readonly warnings: string[] } {
  if (!legacyCgroups) {
    const warnings = [
      ...(limits.MemorySwappiness === null ? [] : [NO_SWAPPINESS]),
      ...(limits.OomKillDisable === true ? [NO_OOM_CONTROL] : []),
    ];
    return { supported: { ...limits, MemorySwappiness: null, OomKillDisable: null }, warnings };
  }
  const warnings = [
    ...(limits.BlkioWeight === 0 ? [] : [NO_IO_WEIGHT]),
    ...((limits.BlkioWeightDevice ?? []).length === 0 ? [] : [NO_IO_WEIGHT_DEVICE]),
  ];
  return { supported: { ...limits, BlkioWeight: 0, BlkioWeightDevice: [] }, warnings };
}
