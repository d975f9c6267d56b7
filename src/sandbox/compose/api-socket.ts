import type { Service } from './model/service.ts';

const SOCKET = '/var/run/docker.sock';
const DIRECTORY = '/run/secrets/docker';

/** `use_api_socket`: the engine's socket, and where the CLI finds who is logged in. @see docker/compose pkg/compose/apiSocket.go */
export function withApiSocket(service: Service): Service {
  if (service.use_api_socket !== true) return service;
  return {
    ...service,
    environment: { DOCKER_CONFIG: DIRECTORY, ...service.environment },
    volumes: [...(service.volumes ?? []), { type: 'bind', source: SOCKET, target: SOCKET }],
  };
}

/** What the CLI of such a container reads, unless it is told to look elsewhere; logins of the host aren't handed on. */
export const apiSocketFile = ({ use_api_socket, environment = {} }: Service) =>
  use_api_socket === true && !('DOCKER_CONFIG' in environment)
    ? { path: `${DIRECTORY}/config.json`, text: '{\n\t"auths": {}\n}' }
    : undefined;
