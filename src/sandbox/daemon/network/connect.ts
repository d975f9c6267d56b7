import { ApiError } from '../../api/errors.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { liveOf } from '../container/find.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, EndpointRecord } from '../state.ts';
import { BORROWED, PRIVATE } from './conflicts.ts';
import { checkEndpoint, newEndpoint } from './endpoints.ts';
import { lookUpNetwork } from './find.ts';
import { settleGateway } from './gateway.ts';
import { unpublishPorts } from './ports.ts';
import { startResolver } from './resolver.ts';
import { refreshNetworkFiles } from './sandbox.ts';

/** POST /networks/{id}/connect. A container that never ran takes any name: its start finds out. */
export function connectNetwork(
  daemon: Daemon,
  record: ContainerRecord,
  reference: string,
  settings: Partial<EndpointSettings>,
): void {
  const { state, networks, hostConfig } = record;
  const network = lookUpNetwork(daemon, reference);
  if (network === undefined && (state.running || state.startedAt !== 0)) {
    throw new ApiError('not_found', `network ${reference} not found`);
  }
  const name = network?.name ?? reference;
  checkEndpoint(undefined, settings, network);
  const connected = (networks[name]?.endpointId ?? '') !== '';
  if (state.running && connected) {
    throw new ApiError('forbidden', `endpoint with name ${record.name} already exists in network ${name}`);
  }
  if (hostConfig.NetworkMode.startsWith('container:') || hostConfig.NetworkMode === 'host') {
    throw new ApiError('conflict', BORROWED);
  }
  if (name === 'host') {
    throw new ApiError(
      'conflict',
      'cannot connect container to host network - container must be created in host network mode',
    );
  }
  if (networks['none'] !== undefined || (name === 'none' && Object.keys(networks).length > 0)) {
    throw new ApiError('forbidden', PRIVATE);
  }
  const endpoint = newEndpoint(settings);
  const { runtime } = liveOf(daemon, record);
  if (state.running && runtime !== undefined && network !== undefined) {
    daemon.network.connect(record, network, endpoint, runtime.namespaces.net);
    record.networks[name] = endpoint;
    settleGateway(daemon, record, runtime.namespaces.net);
    startResolver(daemon, runtime.namespaces.net);
    refreshNetworkFiles(daemon, record);
    daemon.events.log('network', 'connect', network.id, { container: record.id, name, type: network.driver });
    return;
  }
  record.networks[name] = endpoint;
}

/** POST /networks/{id}/disconnect */
export function disconnectNetwork(daemon: Daemon, record: ContainerRecord, reference: string): void {
  const network = lookUpNetwork(daemon, reference);
  if (network === undefined && record.networks[reference] === undefined) {
    throw new ApiError('not_found', `network ${reference} not found`);
  }
  const name = network?.name ?? reference;
  if (record.hostConfig.NetworkMode === 'host' && name === 'host') {
    throw new ApiError(
      'conflict',
      'cannot disconnect container from host network - container was created in host network mode',
    );
  }
  const endpoint: EndpointRecord | undefined = record.networks[name];
  if (endpoint === undefined) {
    if (!record.state.running) {
      throw new ApiError('internal', `container ${record.id} is not connected to the network ${reference}`);
    }
    throw new ApiError('forbidden', `container ${record.id} is not connected to network ${network?.name ?? reference}`);
  }
  if (endpoint.endpointId !== '') unpublishPorts(daemon, endpoint);
  daemon.network.disconnect(endpoint);
  const { [name]: _gone, ...rest } = record.networks;
  record.networks = rest;
  const { runtime } = liveOf(daemon, record);
  if (record.state.running && runtime !== undefined) settleGateway(daemon, record, runtime.namespaces.net);
  if (record.state.running) refreshNetworkFiles(daemon, record);
  if (network !== undefined && record.state.running) {
    daemon.events.log('network', 'disconnect', network.id, { container: record.id, name, type: network.driver });
  }
}
