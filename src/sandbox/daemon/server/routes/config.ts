import { kept } from '../../../api/bodies.ts';
import type { ConfigSpec } from '../../../api/types/config.ts';
import { createKept, findKept, listKept, removeKept, updateKept } from '../../swarm/secret.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { configView } from '../../swarm/kept-view.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const configRoutes = {
  'GET /configs': (daemon, request) =>
    json(listKept(managerOf(daemon), 'config', request.filters).map((record) => configView(record))),

  'POST /configs/create': async (daemon, request) =>
    json({ ID: createKept(managerOf(daemon), 'config', await request.json<ConfigSpec>(kept('config'))) }, 201),

  'GET /configs/{id}': (daemon, request) =>
    json(configView(findKept(managerOf(daemon), 'config', request.param('id')))),

  'POST /configs/{id}/update': async (daemon, request) => {
    const swarm = managerOf(daemon);
    updateKept(
      swarm,
      'config',
      findKept(swarm, 'config', request.param('id')),
      await request.json<ConfigSpec>(kept('config')),
    );
    return empty(200);
  },

  'DELETE /configs/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    removeKept(swarm, 'config', findKept(swarm, 'config', request.param('id')));
    return empty();
  },
} satisfies Routes;
