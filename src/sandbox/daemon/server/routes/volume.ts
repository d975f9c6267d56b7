import { VOLUME_CREATE } from '../../../api/bodies.ts';
import { ApiError } from '../../../api/errors.ts';
import type { VolumeCreateBody } from '../../../api/types/volume.ts';
import type { Daemon } from '../../daemon.ts';
import { swarmStatus } from '../../swarm/slot.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { createVolume, toVolume } from '../../volume/create.ts';
import { listVolumes } from '../../volume/list.ts';
import { pruneVolumes } from '../../volume/prune.ts';
import { removeVolume } from '../../volume/remove.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

/** A manager looks among the volumes of its swarm, too, and says it as the swarm does. */
const noSuchVolume = (daemon: Daemon, name: string): ApiError =>
  new ApiError(
    'not_found',
    swarmStatus(daemon.swarm) === 'active/manager' ? `volume ${name} not found` : `get ${name}: no such volume`,
  );

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
    if (volume === undefined) throw noSuchVolume(daemon, name);
    return json(toVolume(volume));
  },

  'DELETE /volumes/{name}': (daemon, request) => {
    const name = request.param('name');
    const force = request.flag('force');
    if (!force && !daemon.state.volumes.has(name)) throw noSuchVolume(daemon, name);
    removeVolume(daemon, name, { force });
    return empty();
  },
};
