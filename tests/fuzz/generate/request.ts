import fc from 'fast-check';
import type { HttpRequest } from '../../../src/sandbox/kernel/net/http.ts';
import { encode } from '../../../src/sandbox/kernel/bytes.ts';
import { ByteStream } from '../../../src/sandbox/kernel/stream.ts';
import { buildRoutes } from '../../../src/sandbox/daemon/server/routes/build.ts';
import { containerRoutes } from '../../../src/sandbox/daemon/server/routes/container.ts';
import { execRoutes } from '../../../src/sandbox/daemon/server/routes/exec.ts';
import { imageRoutes } from '../../../src/sandbox/daemon/server/routes/image.ts';
import { networkRoutes } from '../../../src/sandbox/daemon/server/routes/network.ts';
import { swarmObjectRoutes } from '../../../src/sandbox/daemon/server/routes/swarm-objects.ts';
import { systemRoutes } from '../../../src/sandbox/daemon/server/routes/system.ts';
import { volumeRoutes } from '../../../src/sandbox/daemon/server/routes/volume.ts';
import { word } from './text.ts';

const ROUTES = [buildRoutes, containerRoutes, execRoutes, imageRoutes, networkRoutes, swarmObjectRoutes, systemRoutes, volumeRoutes].flatMap(
  (table) => Object.keys(table),
); // prettier-ignore

/** Names that requests use, so that bodies of chance now and then mean something. */
const FIELDS = [
  'Image', 'Cmd', 'Entrypoint', 'Env', 'Labels', 'HostConfig', 'NetworkingConfig', 'EndpointsConfig', 'ExposedPorts', 'Volumes', 'Hostname', 'User', 'Tty',
  'OpenStdin', 'Healthcheck', 'Test', 'Interval', 'Binds', 'Mounts', 'Type', 'Source', 'Target', 'PortBindings', 'HostPort', 'HostIp', 'RestartPolicy', 'Name',
  'NetworkMode', 'PidMode', 'IpcMode', 'Memory', 'NanoCpus', 'CapAdd', 'Ulimits', 'LogConfig', 'Config', 'Driver', 'DriverOpts', 'Options', 'IPAM', 'Subnet',
  'Container', 'EndpointConfig', 'Force', 'AttachStdout', 'Detach', 'Privileged', 'WorkingDir', 'Tmpfs', 'Devices', 'ShmSize', 'VolumesFrom', 'Links', 'Spec',
  'TaskTemplate', 'ContainerSpec', 'Mode', 'Replicated', 'Replicas', 'ListenAddr', 'Data', 'Platform', 'StopTimeout', 'Sysctls', 'Init', 'Isolation', 'ConsoleSize',
] as const; // prettier-ignore

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, 'busybox', 'web', 'net', '80/tcp', [], {}),
    word,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom<string>(...FIELDS), fc.constantFrom('80/tcp', '/x', 'a', '')),
      tie('value'),
      {
        maxKeys: 5,
        noNullPrototype: true,
      },
    ),
  ),
}));

const body: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.constantFrom<string>(...FIELDS), value, { maxKeys: 7, noNullPrototype: true }).map((fields) => JSON.stringify({ Image: 'busybox', ...fields })) },
  { weight: 2, arbitrary: value.map((any) => JSON.stringify(any)) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constant(undefined) },
); // prettier-ignore

const QUERIES = [
  'all', 'force', 'filters', 'name', 'fromImage', 'tag', 'stdout', 'follow', 'tail', 'since', 'until', 'signal', 't', 'condition', 'w', 'h', 'path', 'limit', 'size',
  'platform', 'repo', 'q', 'term', 'link', 'v', 'stream', 'one-shot', 'dockerfile', 'remote', 'ps_args', 'detachKeys', 'logs', 'verbose', 'scope', 'type', 'version',
] as const; // prettier-ignore
const filters = fc
  .dictionary(fc.constantFrom('name', 'status', 'label', 'id', 'until', 'dangling', 'x'), fc.array(word, { maxLength: 2 }), { maxKeys: 2, noNullPrototype: true })
  .map((all) => JSON.stringify(all)); // prettier-ignore
const query = fc
  .array(fc.tuple(fc.constantFrom(...QUERIES), fc.oneof(word, filters, fc.constantFrom('1', '0', 'true'))), {
    maxLength: 4,
  })
  .map((pairs) => pairs.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&'));

const target = fc.tuple(
  fc.constantFrom(...ROUTES),
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom('web', 'idle', 'busybox', 'net', 'data') }, { weight: 1, arbitrary: word }),
  fc.constantFrom('', '', '/v1.51', '/v1.24', '/v9.9', '/v', '/v1.x'),
); // prettier-ignore

/** What can be told of a request when it fails. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly body: string | undefined;
}

/** A request to one of the engine's routes. */
export const asked: fc.Arbitrary<Asked> = fc.tuple(target, query, body, fc.nat(19)).map(([[route, name, version], search, text, odd]) => {
  const [method = '', path = ''] = route.split(' ');
  const full = path.replace(/\{\w+\*?\}/g, () => (odd === 1 ? name : encodeURIComponent(name.toWellFormed())));
  return { method: odd === 0 ? 'PATCH' : method, target: `${version}${full}${search === '' ? '' : `?${search}`}`, body: text };
}); // prettier-ignore

export const requestOf = ({ method, target, body }: Asked): HttpRequest => ({
  method,
  target,
  headers: body === undefined ? {} : { 'content-type': 'application/json' },
  ...(body !== undefined && { body: ByteStream.of(encode(body)) }),
});
