import { NETWORK_CONNECT, NETWORK_CREATE, NETWORK_DISCONNECT } from '../../../api/bodies.ts';
import type { NetworkConnectBody, NetworkCreateBody, NetworkDisconnectBody } from '../../../api/types/network.ts';
import { findContainer } from '../../container/find.ts';
import { connectNetwork, disconnectNetwork } from '../../network/connect.ts';
import { createNetwork } from '../../network/create.ts';
import { pruneNetworks } from '../../network/prune.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

/** What changes networks. */
export const networkChangeRoutes = {
  'POST /networks/create': async (daemon, request) =>
    json(createNetwork(daemon, await request.json<NetworkCreateBody>(NETWORK_CREATE)), 201),

  'POST /networks/prune': (daemon, request) => json(pruneNetworks(daemon, request.filters)),

  'POST /networks/{id}/connect': async (daemon, request) => {
    const { Container, EndpointConfig } = await request.json<NetworkConnectBody>(NETWORK_CONNECT);
    connectNetwork(daemon, findContainer(daemon, Container), request.param('id'), EndpointConfig ?? {});
    return empty(200);
  },

  'POST /networks/{id}/disconnect': async (daemon, request) => {
    const { Container } = await request.json<NetworkDisconnectBody>(NETWORK_DISCONNECT);
    disconnectNetwork(daemon, findContainer(daemon, Container), request.param('id'));
    return empty(200);
  },
} satisfies Routes;
