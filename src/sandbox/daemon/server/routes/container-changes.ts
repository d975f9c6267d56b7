import { CONTAINER_UPDATE } from '../../../api/bodies.ts';
import type { ContainerUpdateBody } from '../../../api/types/container.ts';
import { findContainer } from '../../container/find.ts';
import { pruneContainers } from '../../container/prune.ts';
import { renameContainer } from '../../container/rename.ts';
import { containerStats } from '../../container/stats.ts';
import { containerTop } from '../../container/top.ts';
import { updateContainer } from '../../container/update.ts';
import { empty, json, stream } from '../response.ts';
import type { Routes } from '../router.ts';

/** What is seldom asked of containers. */
export const containerChangeRoutes = {
  'GET /containers/{id}/top': async (daemon, request) =>
    json(await containerTop(daemon, findContainer(daemon, request.param('id')), request.text('ps_args'))),

  'GET /containers/{id}/stats': (daemon, request) => {
    const record = findContainer(daemon, request.param('id'));
    const once = request.query.has('stream') && !request.flag('stream');
    return stream(containerStats(daemon, record, { stream: !once, oneShot: request.flag('one-shot') }));
  },

  'POST /containers/{id}/update': async (daemon, request) => {
    const body = await request.json<ContainerUpdateBody>(CONTAINER_UPDATE);
    return json(updateContainer(daemon, findContainer(daemon, request.param('id')), body));
  },

  'POST /containers/{id}/rename': (daemon, request) => {
    renameContainer(daemon, findContainer(daemon, request.param('id')), request.text('name'));
    return empty();
  },

  'POST /containers/prune': async (daemon, request) => json(await pruneContainers(daemon, request.filters)),
} satisfies Routes;
