import { NETWORK_CONNECT, NETWORK_CREATE, NETWORK_DISCONNECT } from '../../../api/bodies.ts';
import { ApiError } from '../../../api/errors.ts';
import type { NetworkConnectBody, NetworkCreateBody, NetworkDisconnectBody } from '../../../api/types/network.ts';
import type { Daemon } from '../../daemon.ts';
import type { ContainerRecord } from '../../state.ts';
import { findContainer } from '../../container/find.ts';
import { connectNetwork, disconnectNetwork } from '../../network/connect.ts';
import { createNetwork } from '../../network/create.ts';
import { pruneNetworks } from '../../network/prune.ts';
import { empty, json } from '../response.ts';
import type { Routes } from '../router.ts';

/** With force the daemon looks for an endpoint, not for a container. @throws {ApiError} `endpoint x not found` */
function containerToDisconnect(daemon: Daemon, reference: string, force: boolean): ContainerRecord {
  try {
    return findContainer(daemon, reference);
  } catch (error) {
    if (!force || !(error instanceof ApiError) || error.status !== 404) throw error;
    throw new ApiError('not_found', `endpoint ${reference} not found`);
  }
}

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
    const { Container, Force } = await request.json<NetworkDisconnectBody>(NETWORK_DISCONNECT);
    disconnectNetwork(daemon, containerToDisconnect(daemon, Container, Force === true), request.param('id'));
    return empty(200);
  },
} satisfies Routes;
