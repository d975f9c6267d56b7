import { pathNames } from '../../kernel/fs/path-names.ts';
import { ApiError } from '../../api/errors.ts';
import type { ContainerConfig, ContainerCreateBody, HealthConfig } from '../../api/types/container.ts';
import type { ImageConfig } from '../../api/types/image.ts';

const nameOf = (entry: string): string => entry.split('=', 1)[0] ?? '';

function mergeHealth(own: HealthConfig | undefined, image: HealthConfig | undefined): HealthConfig | undefined {
  if (image === undefined) return own;
  if (own === undefined) return image;
  const merged: Record<string, unknown> = {};
  for (const key of ['Test', 'Interval', 'Timeout', 'StartPeriod', 'StartInterval', 'Retries'] as const) {
    const value = own[key];
    const isSet = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== 0;
    const chosen = isSet ? value : image[key];
    if (chosen !== undefined) merged[key] = chosen;
  }
  return merged as HealthConfig;
}

const union = <T>(
  own: Readonly<Record<string, T>> | null | undefined,
  image: Readonly<Record<string, T>> | null | undefined,
) =>
  image === null || image === undefined || Object.keys(image).length === 0
    ? (own ?? undefined)
    : sortKeys({ ...image, ...own });

const sortKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What a container runs: the request, filled up with what its image says. Keys in the engine's order.
 *
 * @throws {ApiError} `no command specified`
 * @see moby daemon/commit.go merge
 */
export function mergeConfig(
  body: ContainerCreateBody,
  image: ImageConfig | undefined,
  hostname: string,
): ContainerConfig {
  const ownEntrypoint = body.Entrypoint?.length === 1 && body.Entrypoint[0] === '' ? [] : body.Entrypoint;
  const ownEnv = body.Env ?? [];
  const names = new Set(ownEnv.map(nameOf));
  const inheritsCmd =
    (ownEntrypoint ?? []).length === 0 && (body.Cmd ?? []).length === 0 && body.Entrypoint?.[0] !== '';
  const ownCmd = (body.Cmd ?? []).length === 0 ? null : (body.Cmd ?? null);
  const cmd = inheritsCmd ? (image?.Cmd ?? null) : ownCmd;
  const entrypoint = ownEntrypoint ?? image?.Entrypoint ?? null;
  if ((cmd ?? []).length === 0 && (entrypoint ?? []).length === 0) {
    throw new ApiError('invalid_parameter', 'no command specified');
  }
  const health = mergeHealth(body.Healthcheck, image?.Healthcheck);
  const ports = union(body.ExposedPorts, image?.ExposedPorts);
  const stopSignal = body.StopSignal || image?.StopSignal;
  return {
    Hostname: body.Hostname || hostname,
    Domainname: body.Domainname ?? '',
    User: body.User || (image?.User ?? ''),
    AttachStdin: body.AttachStdin ?? false,
    AttachStdout: body.AttachStdout ?? false,
    AttachStderr: body.AttachStderr ?? false,
    ...(ports !== undefined && Object.keys(ports).length > 0 && { ExposedPorts: ports }),
    Tty: body.Tty ?? false,
    OpenStdin: body.OpenStdin ?? false,
    StdinOnce: body.StdinOnce ?? false,
    Env: [...ownEnv, ...(image?.Env ?? []).filter((entry) => !names.has(nameOf(entry)))],
    Cmd: cmd,
    ...(health !== undefined && { Healthcheck: health }),
    ...(body.ArgsEscaped === true && { ArgsEscaped: true }),
    Image: body.Image,
    Volumes:
      Object.keys(body.Volumes ?? {}).length === 0
        ? (image?.Volumes ?? null)
        : (union(body.Volumes, image?.Volumes) ?? null),
    WorkingDir: cleanPath(body.WorkingDir || (image?.WorkingDir ?? '')),
    Entrypoint: entrypoint === null || entrypoint.length === 0 ? null : entrypoint,
    ...(body.NetworkDisabled === true && { NetworkDisabled: true }),
    ...(body.MacAddress !== undefined && body.MacAddress !== '' && { MacAddress: body.MacAddress }),
    OnBuild: null,
    Labels: sortKeys({ ...image?.Labels, ...body.Labels }),
    ...(stopSignal !== undefined && stopSignal !== '' && { StopSignal: stopSignal }),
    ...(body.StopTimeout !== undefined && { StopTimeout: body.StopTimeout }),
    ...((body.Shell ?? image?.Shell) !== undefined && { Shell: body.Shell ?? image?.Shell ?? [] }),
  };
}

/** The process a configuration stands for. */
export function commandOf(config: ContainerConfig): { readonly path: string; readonly args: readonly string[] } {
  const [path = '', ...args] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  return { path, args };
}

/** `/a//b/../c/` is `/a/c`; '' stays. */
export function cleanPath(path: string): string {
  if (path === '') return '';
  return `${path.startsWith('/') ? '/' : ''}${pathNames(path).join('/')}`;
}
