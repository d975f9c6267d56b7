import type { Daemon } from '../daemon.ts';

/** Whether the host has cgroup v1, as runc decides it: by what is mounted. */
export const hasLegacyCgroups = ({ kernel }: Daemon): boolean => kernel.legacyCgroups?.has('memory') === true;

/** What `docker info` says; the drivers are the engine's defaults. */
export const cgroupInfo = (daemon: Daemon) =>
  hasLegacyCgroups(daemon)
    ? { CgroupDriver: 'cgroupfs', CgroupVersion: '1' }
    : { CgroupDriver: 'systemd', CgroupVersion: '2' };
