import { NotSimulatedError } from '../cli/errors.ts';
import { isMap } from './model/tree.ts';
import type { Project } from './project.ts';

/** Keys of a service that Compose acts on and this host doesn't. `config` shows them; what would use them refuses. */
const SERVICE_KEYS = ['blkio_config', 'gpus', 'models', 'post_start', 'pre_stop', 'provider'];

/** @throws {NotSimulatedError} naming the first key of a wanted service that would be ignored */
export function refuseNotSimulated({ tree, services }: Project): void {
  const written = isMap(tree['services']) ? tree['services'] : {};
  for (const name of Object.keys(services)) {
    const service = written[name];
    const key = SERVICE_KEYS.find((candidate) => isMap(service) && candidate in service);
    if (key !== undefined) throw new NotSimulatedError(`key ${key} of service ${name} in docker compose`);
  }
}
