import { createHost, type Host } from '../src/sandbox/host/create-host.ts';
import { hub } from '../src/sandbox/registry/hub/index.ts';
import { nodePlatform } from '../src/sandbox/runtimes/node.ts';

/** `virtual`: only the work counts. `real`: with the pauses that the page shows, as a start has them. */
export type Time = 'virtual' | 'real';

export function benchHost(clock: Time, files: Readonly<Record<string, string>> = {}): Host {
  return createHost({ platform: nodePlatform(), clock, seed: 1, registry: hub(), images: ['busybox'], files });
}

/** Runs a command. @throws when it fails: what fails is not measured */
export async function must(host: Host, command: string): Promise<string> {
  const { stdout, stderr, exit } = await host.run(command);
  if (exit !== 0) throw new Error(`${command}: exit ${exit}: ${stderr.slice(0, 500)}`);
  return stdout;
}
