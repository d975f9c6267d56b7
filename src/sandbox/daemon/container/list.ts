import type { ContainerSummary, PortSummary } from '../../api/types/container.ts';
import type { Filters } from '../../api/filters.ts';
import type { Daemon } from '../daemon.ts';
import { lookUpImage, tagsOf } from '../image/find.ts';
import type { ContainerRecord } from '../state.ts';
import { seconds } from '../time.ts';
import { toEndpoints } from './inspect.ts';
import { createListFilter } from './list-filter.ts';
import { sizesOf } from './size.ts';
import { statusOf, statusText } from './status.ts';

export interface ListRequest {
  readonly all: boolean;
  readonly size: boolean;
  /** The last so many; 0 is no limit. */
  readonly limit: number;
  readonly filters: Filters;
}

/** GET /containers/json, newest first. */
export function listContainers(daemon: Daemon, request: ListRequest): ContainerSummary[] {
  const { matches, all } = createListFilter(daemon, request.filters);
  const showAll = request.all || all || request.limit > 0;
  const found = [...daemon.state.containers.values()]
    .reverse()
    .filter((record) => (showAll || record.state.running) && matches(record));
  const limited = request.limit > 0 ? found.slice(0, request.limit) : found;
  const shownImages = new Map<string, string>();
  return limited.map((record) => {
    const key = `${record.config.Image} ${record.image}`;
    const shown = shownImages.get(key) ?? shownImage(daemon, record);
    shownImages.set(key, shown);
    return summaryOf(daemon, record, shown, request.size);
  });
}

function summaryOf(daemon: Daemon, record: ContainerRecord, image: string, size: boolean): ContainerSummary {
  const { config, hostConfig, state } = record;
  const quoted = [record.path, ...record.args].map((arg) => (/[ ]/.test(arg) ? `'${arg}'` : arg));
  return {
    Id: record.id,
    Names: [`/${record.name}`],
    Image: image,
    ImageID: record.image,
    Command: quoted.join(' '),
    Created: seconds(record.created),
    Ports: portsOf(record),
    ...(size && sizesOf(daemon, record)),
    Labels: config.Labels ?? {},
    State: statusOf(state),
    Status: statusText(state, daemon.kernel.clock.now()),
    HostConfig: {
      NetworkMode: hostConfig.NetworkMode,
      ...(hostConfig.Annotations !== undefined && { Annotations: hostConfig.Annotations }),
    },
    NetworkSettings: { Networks: toEndpoints(record.networks) },
    Mounts: record.mounts,
  };
}

/** The name it was created by, while that still means the same image; else the id. */
function shownImage(daemon: Daemon, { config, image }: ContainerRecord): string {
  if (config.Image === image) return tagsOf(daemon, image)[0] === undefined ? image : config.Image;
  return lookUpImage(daemon, config.Image)?.id === image ? config.Image : image;
}

/** Exposed and published ports; exposed ones as long as it runs. */
function portsOf(record: ContainerRecord): PortSummary[] {
  return Object.entries(record.ports).flatMap(([key, bindings]): PortSummary[] => {
    const [port = '', Type = 'tcp'] = key.split('/');
    const PrivatePort = Number(port);
    if (bindings === null) return [{ PrivatePort, Type }];
    return bindings.map(({ HostIp, HostPort }) => ({ IP: HostIp, PrivatePort, PublicPort: Number(HostPort), Type }));
  });
}
