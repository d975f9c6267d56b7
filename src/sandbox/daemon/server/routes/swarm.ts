import type { SwarmInitBody, SwarmJoinBody, SwarmSpec } from '../../../api/types/swarm.ts';
import { initSwarm } from '../../swarm/init.ts';
import { joinSwarm } from '../../swarm/join.ts';
import { leaveSwarm } from '../../swarm/leave.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { updateSwarm } from '../../swarm/update-swarm.ts';
import { inspectSwarm } from '../../swarm/view.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const swarmRoutes = {
  'GET /swarm': (daemon) => json(inspectSwarm(managerOf(daemon))),

  'POST /swarm/init': async (daemon, request) => json(initSwarm(daemon, await request.json<SwarmInitBody>())),

  'POST /swarm/join': async (daemon, request) => {
    await joinSwarm(daemon, await request.json<SwarmJoinBody>());
    return empty(200);
  },

  'POST /swarm/leave': async (daemon, request) => {
    await leaveSwarm(daemon, request.flag('force'));
    return empty(200);
  },

  'POST /swarm/update': async (daemon, request) => {
    updateSwarm(managerOf(daemon), await request.json<Partial<SwarmSpec>>(), {
      worker: request.flag('rotateWorkerToken'),
      manager: request.flag('rotateManagerToken'),
      unlockKey: request.flag('rotateManagerUnlockKey'),
    });
    return empty(200);
  },

  'GET /swarm/unlockkey': (daemon) => json({ UnlockKey: managerOf(daemon).state.cluster.unlockKey }),
} satisfies Routes;
