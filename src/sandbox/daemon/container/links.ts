import { ApiError } from '../../api/errors.ts';
import type { HostConfig } from '../../api/types/container.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { lookUpContainer } from './find.ts';

/** A legacy link of the default bridge: another container under a second name. */
export interface LinkRecord {
  /** Id of the other container. */
  readonly container: string;
  readonly alias: string;
}

/** Reads `--link db:alias`. @throws {ApiError} `could not get container for db: No such container: db` */
export function readLinks(daemon: Daemon, { Links, NetworkMode }: HostConfig): LinkRecord[] {
  if (NetworkMode !== 'bridge') return [];
  return (Links ?? []).map((text) => {
    const [name = '', alias = name] = text.split(':');
    if (name === '') throw new ApiError('invalid_parameter', `bad format for links: ${text}`);
    const other = lookUpContainer(daemon, name);
    if (other === undefined) {
      throw new ApiError('invalid_parameter', `could not get container for ${name}: No such container: ${name}`);
    }
    if (other.hostConfig.NetworkMode === 'host') {
      throw new ApiError(
        'invalid_parameter',
        "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
      );
    }
    return { container: other.id, alias: alias.replace(/^.*\//, '') };
  });
}

/** As inspect shows them: `/db:/app/alias`. */
export const shownLinks = (daemon: Daemon, record: ContainerRecord): string[] =>
  record.links.flatMap(({ container, alias }) => {
    const other = daemon.state.containers.get(container);
    return other === undefined ? [] : [`/${other.name}:/${record.name}/${alias}`];
  });

/** @throws {ApiError} `Cannot link to a non running container: /db AS /app/alias` */
function linked(daemon: Daemon, record: ContainerRecord) {
  return record.links.map(({ container, alias }) => {
    const other = daemon.state.containers.get(container);
    if (other === undefined || !other.state.running) {
      const name = other?.name ?? container;
      throw new ApiError(
        'invalid_parameter',
        `Cannot link to a non running container: /${name} AS /${record.name}/${alias}`,
      );
    }
    const place = other.networks['bridge'];
    if (place === undefined) {
      throw new ApiError('internal', `container ${other.id} not attached to default bridge network`);
    }
    return { other, alias, address: place.ipAddress };
  });
}

/** @throws {ApiError} `Cannot link to a non running container: /db AS /app/alias` */
export function checkLinks(daemon: Daemon, record: ContainerRecord): void {
  linked(daemon, record);
}

/** Lines of /etc/hosts. */
export const linkHosts = (daemon: Daemon, record: ContainerRecord): string[] =>
  linked(daemon, record).map(({ other, alias, address }) => {
    const names = [alias, other.config.Hostname, other.name].filter((name, at, all) => all.indexOf(name) === at);
    return `${address}\t${names.join(' ')}\n`;
  });

/** Variables of a container that is linked to others. @see moby daemon/links/links.go ToEnv */
export function linkEnvironment(daemon: Daemon, record: ContainerRecord): string[] {
  return linked(daemon, record).flatMap(({ other, alias, address }) => {
    const prefix = alias.replaceAll('-', '_').toUpperCase();
    const ports = Object.keys(other.config.ExposedPorts ?? {}).map((key) => {
      const [port = '', protocol = 'tcp'] = key.split('/');
      return { port, protocol, url: `${protocol}://${address}:${port}` };
    });
    ports.sort((a, b) => Number(a.port) - Number(b.port));
    const [first] = ports;
    return [
      `${prefix}_NAME=/${record.name}/${alias}`,
      ...(first === undefined ? [] : [`${prefix}_PORT=${first.url}`]),
      ...ports.flatMap(({ port, protocol, url }) => {
        const name = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
        return [`${name}=${url}`, `${name}_ADDR=${address}`, `${name}_PORT=${port}`, `${name}_PROTO=${protocol}`];
      }),
      ...(other.config.Env ?? [])
        .filter((entry) => !/^(HOME|PATH)=/.test(entry))
        .map((entry) => `${prefix}_ENV_${entry}`),
    ];
  });
}
