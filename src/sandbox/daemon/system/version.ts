import { API_VERSION, ENGINE_COMMIT, ENGINE_VERSION, MIN_API_VERSION } from '../../api/transport.ts';
import type { VersionResponse } from '../../api/types/system.ts';
import type { Daemon } from '../daemon.ts';

const GO_VERSION = 'go1.25.3';
const BUILD_TIME = '2025-11-05T14:43:25.000000000+00:00';
export const CONTAINERD = { version: 'v1.7.28', commit: 'b98a3aace656320842a23f4a392a33f46af97866' };
export const RUNC = { version: '1.3.3', commit: 'v1.3.3-0-gd842d771' };
export const INIT = { version: '0.19.0', commit: 'de40ad0' };

/** GET /version */
export const version = ({ machine }: Daemon): VersionResponse => ({
  Platform: { Name: '' },
  Components: [
    {
      Name: 'Engine',
      Version: ENGINE_VERSION,
      Details: {
        ApiVersion: API_VERSION,
        Arch: 'amd64',
        BuildTime: BUILD_TIME,
        Experimental: 'false',
        GitCommit: ENGINE_COMMIT,
        GoVersion: GO_VERSION,
        KernelVersion: machine.kernelVersion,
        MinAPIVersion: MIN_API_VERSION,
        Os: 'linux',
      },
    },
    { Name: 'containerd', Version: CONTAINERD.version, Details: { GitCommit: CONTAINERD.commit } },
    { Name: 'runc', Version: RUNC.version, Details: { GitCommit: RUNC.commit } },
    { Name: 'docker-init', Version: INIT.version, Details: { GitCommit: INIT.commit } },
  ],
  Version: ENGINE_VERSION,
  ApiVersion: API_VERSION,
  MinAPIVersion: MIN_API_VERSION,
  GitCommit: ENGINE_COMMIT,
  GoVersion: GO_VERSION,
  Os: 'linux',
  Arch: 'amd64',
  KernelVersion: machine.kernelVersion,
  BuildTime: BUILD_TIME,
});
