import { ComposeError } from './model/error.ts';
import type { Project } from './project.ts';

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
