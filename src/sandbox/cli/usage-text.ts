import type { FlagSpec, Flags } from './opts/flag.ts';

/** Exit code of a command line that docker can't read. */
export const BAD_FLAGS = 125;

export const runHelp = (path: string) => `Run '${path} --help' for more information`;
export const flagText = (message: string, use: string, path: string) =>
  `${message}\n\nUsage:  ${use}\n\n${runHelp(path)}`;

/** @see docker/cli cmd/docker/docker.go, areFlagsSupported */
export const unfitText = (what: string, only: FlagSpec['only']): string =>
  only === 'windows'
    ? `${what} is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`
    : `${what} is only supported on a Docker daemon with experimental features enabled`;

/** A flag that was given and is refused. */
export function unsimulated(specs: Flags, changed: ReadonlySet<string>): string | undefined {
  return [...changed].find((name) => specs[name]?.simulated === false);
}
