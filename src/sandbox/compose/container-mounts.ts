import type { MountSpec } from '../api/types/volume.ts';
import type { BodyOptions } from './container-body.ts';
import { ComposeError } from './model/error.ts';
import type { Service, ServiceVolume } from './model/service.ts';
import type { Project } from './project.ts';

/** What a container of a service mounts: as Binds, as Mounts, or as a volume without a name. */
export function mountsOf({ project, service, inherited = new Map() }: BodyOptions) {
  const binds: string[] = [];
  const mounts: MountSpec[] = [];
  for (const volume of service.volumes ?? []) {
    const { type, source, target, read_only } = volume;
    if (type === 'volume' && source === undefined) {
      if (!inherited.has(target)) mounts.push({ ...longMount(project, volume, read_only === true) });
    } else if (type === 'volume' && volume.volume?.subpath === undefined) {
      binds.push(`${project.volumes[source ?? '']?.name ?? source}:${target}:${bindOptions(volume)}`);
    } else if (type === 'bind' && (volume.bind === undefined || volume.bind.create_host_path === true)) {
      binds.push(`${source}:${target}:${bindOptions(volume)}`);
    } else mounts.push(longMount(project, volume, read_only === true));
  }
  for (const [target, name] of inherited) {
    const isThere =
      binds.some((bind) => bind.split(':')[1] === target) || mounts.some(({ Target }) => Target === target);
    if (!isThere) mounts.push({ Type: 'volume', Source: name, Target: target });
  }
  return { binds, mounts: [...mounts, ...fileMounts(project, service)] };
}

function bindOptions({ read_only, bind, volume }: ServiceVolume): string {
  return [
    read_only === true ? 'ro' : 'rw',
    ...(bind?.selinux === undefined ? [] : [bind.selinux]),
    ...(bind?.propagation === undefined ? [] : [bind.propagation]),
    ...(volume?.nocopy === true ? ['nocopy'] : []),
  ].join(',');
}

function longMount(project: Project, volume: ServiceVolume, ReadOnly: boolean): MountSpec {
  const { type, source, target, bind, tmpfs } = volume;
  const name = type === 'volume' ? (project.volumes[source ?? '']?.name ?? source) : source;
  return {
    Type: type,
    ...(name !== undefined && { Source: name }),
    Target: target,
    ...(ReadOnly && { ReadOnly }),
    ...(bind?.propagation !== undefined && { BindOptions: { Propagation: bind.propagation } }),
    ...(type === 'volume' && {
      VolumeOptions: {
        ...(volume.volume?.nocopy === true && { NoCopy: true }),
        ...(volume.volume?.subpath !== undefined && { Subpath: volume.volume.subpath }),
      },
    }),
    ...(tmpfs !== undefined && {
      TmpfsOptions: {
        ...(tmpfs.size !== undefined && { SizeBytes: Number(tmpfs.size) }),
        ...(tmpfs.mode !== undefined && { Mode: tmpfs.mode }),
      },
    }),
  };
}

/** Where a config or secret lies in the container. */
export const configTarget = ({ source, target = `/${source}` }: { source: string; target?: string }) =>
  target.startsWith('/') ? target : `/${target}`;
export const secretTarget = ({ source, target = source }: { source: string; target?: string }) =>
  target.startsWith('/') ? target : `/run/secrets/${target}`;

/** Configs and secrets that are files are bound; others are copied in before the start. */
function fileMounts(project: Project, service: Service): MountSpec[] {
  const bound = (file: string, Target: string): MountSpec => ({
    Type: 'bind',
    Source: file,
    Target,
    ReadOnly: true,
    BindOptions: {},
  });
  const refuse = (kind: string, name: string) => new ComposeError(`unsupported external ${kind} ${name}`);
  const configs = (service.configs ?? []).flatMap((reference) => {
    const config = project.configs[reference.source];
    if (config?.external === true) throw refuse('config', config.name);
    return config?.file === undefined ? [] : [bound(config.file, configTarget(reference))];
  });
  const secrets = (service.secrets ?? []).flatMap((reference) => {
    const secret = project.secrets[reference.source];
    if (secret?.external === true) throw refuse('secret', secret.name);
    return secret?.file === undefined ? [] : [bound(secret.file, secretTarget(reference))];
  });
  return [...configs, ...secrets];
}
