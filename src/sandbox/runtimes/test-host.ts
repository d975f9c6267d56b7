import { createHost, type Host, type HostOptions, type RunResult } from '../host/create-host.ts';
import { hub } from '../registry/hub/index.ts';
import { nodePlatform } from './node.ts';

/** A host for tests: with the page's registry, and time that passes as fast as the work is done. */
export const createTestHost = (options: Partial<HostOptions> = {}): Host =>
  createHost({ platform: nodePlatform(), clock: 'virtual', registry: hub(), ...options });

/**
 * Runs a script on a host of its own.
 *
 * @param options.timeout virtual milliseconds
 * @throws {Error} something of ours broke
 */
export async function runScript(
  script: string,
  { timeout = 60_000, ...options }: Partial<HostOptions> & { readonly timeout?: number } = {},
): Promise<RunResult> {
  const host = createTestHost(options);
  const result = await host.run(script, { timeout });
  if (host.kernel.faults.length > 0) throw new AggregateError(host.kernel.faults, 'the host has faults');
  return result;
}
