import type { NetworkConnectBody, NetworkCreateBody, NetworkDisconnectBody } from '../../../api/types/network.ts';
import { findContainer } from '../../container/find.ts';
import { connectNetwork, disconnectNetwork } from '../../network/connect.ts';
import { createNetwork } from '../../network/create.ts';
import { findNetwork } from '../../network/find.ts';
import { inspectNetwork } from '../../network/inspect.ts';
import { listNetworks } from '../../network/list.ts';
import { pruneNetworks } from '../../network/prune.ts';
import { removeNetwork } from '../../network/remove.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

export const networkRoutes: Routes = {
  'GET /networks': (daemon, request) => json(listNetworks(daemon, request.filters)),

  'POST /networks/create': async (daemon, request) =>
    json(createNetwork(daemon, await request.json<NetworkCreateBody>()), 201),

  'POST /networks/prune': (daemon, request) => json(pruneNetworks(daemon, request.filters)),

  'GET /networks/{id}': (daemon, request) => json(inspectNetwork(daemon, findNetwork(daemon, request.param('id')))),

  'DELETE /networks/{id}': (daemon, request) => {
    removeNetwork(daemon, findNetwork(daemon, request.param('id')));
    return empty();
  },

  'POST /networks/{id}/connect': async (daemon, request) => {
    const { Container, EndpointConfig } = await request.json<NetworkConnectBody>();
    connectNetwork(daemon, findContainer(daemon, Container), request.param('id'), EndpointConfig ?? {});
    return empty(200);
  },

  'POST /networks/{id}/disconnect': async (daemon, request) => {
    const { Container } = await request.json<NetworkDisconnectBody>();
    disconnectNetwork(daemon, findContainer(daemon, Container), request.param('id'));
    return empty(200);
  },
};
