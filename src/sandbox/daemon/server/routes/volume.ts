import { VOLUME_CREATE } from '../../../api/bodies.ts';
import { ApiError } from '../../../api/errors.ts';
import type { VolumeCreateBody } from '../../../api/types/volume.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { createVolume, toVolume } from '../../volume/create.ts';
import { listVolumes } from '../../volume/list.ts';
import { pruneVolumes } from '../../volume/prune.ts';
import { removeVolume } from '../../volume/remove.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const volumeRoutes: Routes = {
  'GET /volumes': (daemon, request) => json(listVolumes(daemon, request.filters)),

  'POST /volumes/create': async (daemon, request) => {
    const body = await request.json<VolumeCreateBody>(VOLUME_CREATE);
    if (body.ClusterVolumeSpec != null) {
      managerOf(daemon);
      throw new ApiError('not_implemented', 'drydock: not simulated: cluster volumes');
    }
    return json(toVolume(createVolume(daemon, body)), 201);
  },

  'POST /volumes/prune': (daemon, request) => json(pruneVolumes(daemon, request.filters)),

  'GET /volumes/{name}': (daemon, request) => {
    const name = request.param('name');
    const volume = daemon.state.volumes.get(name);
    if (volume === undefined) throw new ApiError('not_found', `get ${name}: no such volume`);
    return json(toVolume(volume));
  },

  'DELETE /volumes/{name}': (daemon, request) => {
    removeVolume(daemon, request.param('name'), { force: request.flag('force') });
    return empty();
  },
};
