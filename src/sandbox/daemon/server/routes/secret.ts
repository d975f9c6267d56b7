import { kept } from '../../../api/bodies.ts';
import type { SecretSpec } from '../../../api/types/secret.ts';
import { createKept, findKept, listKept, removeKept, updateKept } from '../../swarm/secret.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { secretView } from '../../swarm/kept-view.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const secretRoutes = {
  'GET /secrets': (daemon, request) =>
    json(listKept(managerOf(daemon), 'secret', request.filters).map((record) => secretView(record))),

  'POST /secrets/create': async (daemon, request) =>
    json({ ID: createKept(managerOf(daemon), 'secret', await request.json<SecretSpec>(kept('secret'))) }, 201),

  'GET /secrets/{id}': (daemon, request) =>
    json(secretView(findKept(managerOf(daemon), 'secret', request.param('id')))),

  'POST /secrets/{id}/update': async (daemon, request) => {
    const swarm = managerOf(daemon);
    updateKept(
      swarm,
      'secret',
      findKept(swarm, 'secret', request.param('id')),
      await request.json<SecretSpec>(kept('secret')),
    );
    return empty(200);
  },

  'DELETE /secrets/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    removeKept(swarm, 'secret', findKept(swarm, 'secret', request.param('id')));
    return empty();
  },
} satisfies Routes;
