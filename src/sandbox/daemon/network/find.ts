import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

/** A network by name, id or the beginning of its id. */
export function lookUpNetwork(daemon: Daemon, reference: string): NetworkRecord | undefined {
  const networks = [...daemon.state.networks.values()];
  return (
    networks.find(({ name, id }) => name === reference || id === reference) ??
    networks.find(({ id }) => reference !== '' && id.startsWith(reference))
  );
}

/** @throws {ApiError} `network x not found` */
export function findNetwork(daemon: Daemon, reference: string): NetworkRecord {
  const network = lookUpNetwork(daemon, reference);
  if (network === undefined) throw new ApiError('not_found', `network ${reference} not found`);
  return network;
}
