import { fromBase64 } from '../../kernel/base64.ts';
import type { Filters } from '../../api/filters.ts';
import { matchesLabels } from '../container/list-filter.ts';
import { checkFilters } from './node.ts';
import type { ConfigRecord, SecretRecord, ServiceRecord } from './state.ts';
import { findIn, rpcError, stored, type Swarm, touch } from './swarm.ts';

/** Secrets and configs are kept alike. */
export type KeptKind = 'secret' | 'config';
type Kept = SecretRecord | ConfigRecord;
type KeptSpec = Kept['spec'];

const NAME = /^[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?$/;
/** Octets. @see moby swarmkit manager/controlapi */
const LARGEST = { secret: 500 * 1024, config: 1000 * 1024 };

const recordsOf = ({ state }: Swarm, kind: KeptKind): Map<string, Kept> =>
  (kind === 'secret' ? state.secrets : state.configs) as Map<string, Kept>;

export const findKept = (swarm: Swarm, kind: KeptKind, reference: string): Kept =>
  findIn(kind, recordsOf(swarm, kind), reference, ({ spec }) => spec.Name);

/** POST /secrets/create, POST /configs/create @returns its id */
export function createKept(swarm: Swarm, kind: KeptKind, spec: KeptSpec): string {
  if (spec.Name.length > 64 || !NAME.test(spec.Name)) {
    throw rpcError(
      'InvalidArgument',
      'invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end character must be [a-zA-Z0-9]',
    );
  }
  if ('Driver' in spec && spec.Driver !== undefined) {
    throw rpcError('Unknown', `plugin "${spec.Driver.Name}" not found`);
  }
  const size = fromBase64(spec.Data ?? '').length;
  if (size === 0 || size >= LARGEST[kind]) {
    throw rpcError('InvalidArgument', `${kind} data must be larger than 0 and less than ${LARGEST[kind]} bytes`);
  }
  const records = recordsOf(swarm, kind);
  if ([...records.values()].some((other) => other.spec.Name === spec.Name)) {
    throw rpcError('AlreadyExists', `${kind} ${spec.Name} already exists`);
  }
  // In the order in which the engine shows them.
  const { Name, Labels, ...rest } = spec;
  const record: Kept = { ...stored(swarm), spec: { Name, Labels: Labels ?? {}, ...rest } };
  records.set(record.id, record);
  swarm.daemon.events.log(kind, 'create', record.id, { name: spec.Name });
  return record.id;
}

/** Labels are all that may change. */
export function updateKept(swarm: Swarm, kind: KeptKind, record: Kept, spec: KeptSpec): void {
  const isOther = spec.Name !== record.spec.Name || ((spec.Data ?? '') !== '' && spec.Data !== record.spec.Data);
  if (isOther) throw rpcError('InvalidArgument', 'only updates to Labels are allowed');
  record.spec = { ...record.spec, Labels: spec.Labels ?? {} };
  touch(swarm, record);
  swarm.daemon.events.log(kind, 'update', record.id, { name: record.spec.Name });
}

/** @throws {ApiError} `… secret 's1' is in use by the following service: web` */
export function removeKept(swarm: Swarm, kind: KeptKind, record: Kept): void {
  const users = [...swarm.state.services.values()].filter((service) => uses(service, record.id));
  if (users.length > 0) {
    const names = users.map(({ spec }) => spec.Name).join(', ');
    throw rpcError(
      'InvalidArgument',
      `${kind} '${record.spec.Name}' is in use by the following service${users.length > 1 ? 's' : ''}: ${names}`,
    );
  }
  recordsOf(swarm, kind).delete(record.id);
  swarm.daemon.events.log(kind, 'remove', record.id, { name: record.spec.Name });
}

function uses({ spec }: ServiceRecord, id: string): boolean {
  const { Secrets = [], Configs = [] } = spec.TaskTemplate.ContainerSpec;
  return Secrets.some(({ SecretID }) => SecretID === id) || Configs.some(({ ConfigID }) => ConfigID === id);
}

/** GET /secrets, GET /configs */
export function listKept(swarm: Swarm, kind: KeptKind, filters: Filters): Kept[] {
  checkFilters(filters, ['id', 'label', 'name', 'names']);
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  return [...recordsOf(swarm, kind).values()].filter(
    ({ id, spec }) =>
      some('id', (value) => id.startsWith(value)) &&
      some('name', (value) => spec.Name.startsWith(value)) &&
      some('names', (value) => spec.Name === value) &&
      matchesLabels(spec.Labels, filters.get('label') ?? []),
  );
}
