import { NotSimulatedError } from '../cli/errors.ts';
import { ComposeError } from './model/error.ts';
import { isMap } from './model/tree.ts';
import type { Project } from './project.ts';

/** Keys of a service that Compose acts on and this host doesn't. `config` shows them; what would use them refuses. */
const SERVICE_KEYS = ['use_api_socket'];

/** @throws {NotSimulatedError} naming the first key of a wanted service that would be ignored */
export function refuseNotSimulated({ tree, services }: Project): void {
  const written = isMap(tree['services']) ? tree['services'] : {};
  for (const name of Object.keys(services)) {
    const service = written[name];
    const key = SERVICE_KEYS.find((candidate) => isMap(service) && candidate in service);
    if (key !== undefined) throw new NotSimulatedError(`key ${key} of service ${name} in docker compose`);
  }
}

/** @throws {ComposeError} where models are wanted: the plugin that runs them is not installed */
export function refuseModels({ services }: Pick<Project, 'services'>): void {
  const wanted = Object.values(services).some(({ models = {} }) => Object.keys(models).length > 0);
  if (wanted) throw new ComposeError("'models' support requires Docker Model plugin");
}

/** @throws {ComposeError} where another program shall provide a service: there is none on this host */
export function refuseProviders({ services }: Pick<Project, 'services'>): void {
  const provider = Object.values(services).find((one) => one.provider !== undefined)?.provider;
  if (provider === undefined) return;
  throw new ComposeError(`exec: ${JSON.stringify(provider.type)}: executable file not found in $PATH`);
}
