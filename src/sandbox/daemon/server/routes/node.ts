import type { NodeSpec } from '../../../api/types/node.ts';
import { findNode, listNodes, removeNode, updateNode } from '../../swarm/node.ts';
import { managerOf } from '../../swarm/swarm.ts';
import { toNode } from '../../swarm/view.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const nodeRoutes = {
  'GET /nodes': (daemon, request) => json(listNodes(managerOf(daemon), request.filters)),

  'GET /nodes/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    return json(toNode(swarm, findNode(swarm, request.param('id'))));
  },

  'POST /nodes/{id}/update': async (daemon, request) => {
    const swarm = managerOf(daemon);
    updateNode(swarm, findNode(swarm, request.param('id')), await request.json<NodeSpec>());
    return empty(200);
  },

  'DELETE /nodes/{id}': (daemon, request) => {
    const swarm = managerOf(daemon);
    removeNode(swarm, findNode(swarm, request.param('id')), request.flag('force'));
    return empty(200);
  },
} satisfies Routes;
