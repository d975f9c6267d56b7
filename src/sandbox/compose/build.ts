import { NotSimulatedError } from '../cli/errors.ts';
import type { Service } from './model/service.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';

export interface BuildOptions {
  readonly quiet: boolean;
  /** Says `demo-web  Built` at the end. */
  readonly told: boolean;
  readonly args?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  readonly pull?: boolean;
}

/** Builds the images of services. */
export async function buildServices(
  _runtime: Runtime,
  _project: Project,
  services: readonly Service[],
  _options: BuildOptions,
): Promise<void> {
  const [first] = services;
  throw new NotSimulatedError(`docker compose build ${first?.name ?? ''}`.trim());
}
