import { childrenOf } from './registry.ts';
import { flagUsages, listing } from './help.ts';
import type { Flags, FlagSpec } from './opts/flag.ts';

/** Where the configuration of root lies. */
const HOME = '/root/.docker';

/** Flags before the command. */
export const ROOT_FLAGS = {
  config: { type: 'string', usage: 'Location of client config files', default: HOME },
  context: {
    type: 'string',
    short: 'c',
    usage:
      'Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")',
  },
  debug: { type: 'bool', short: 'D', usage: 'Enable debug mode' },
  host: { type: 'string', short: 'H', usage: 'Daemon socket to connect to' },
  'log-level': {
    type: 'string',
    short: 'l',
    usage: 'Set the logging level ("debug", "info", "warn", "error", "fatal")',
    default: 'info',
  },
  tls: { type: 'bool', usage: 'Use TLS; implied by --tlsverify', simulated: false },
  tlscacert: {
    type: 'string',
    usage: 'Trust certs signed only by this CA',
    default: `${HOME}/ca.pem`,
    simulated: false,
  },
  tlscert: {
    type: 'string',
    usage: 'Path to TLS certificate file',
    default: `${HOME}/cert.pem`,
    simulated: false,
  },
  tlskey: { type: 'string', usage: 'Path to TLS key file', default: `${HOME}/key.pem`, simulated: false },
  tlsverify: { type: 'bool', usage: 'Use TLS and verify the remote', simulated: false },
  version: { type: 'bool', short: 'v', usage: 'Print version information and quit' },
} as const satisfies Flags;

/** In the order in which docker lists them. */
const COMMON = 'run exec ps build bake pull push images login logout search version info'.split(' ');
const MANAGEMENT = 'builder buildx compose container context image manifest network plugin system trust volume'.split(
  ' ',
);
const SWARM = 'swarm'.split(' ');
/** Listed only on a manager of a swarm. */
const UNLISTED = 'config node secret service stack help'.split(' ');
/** Come as programs of their own. */
const PLUGIN = new Set(['buildx', 'compose']);

/** The flags as help shows them: files lie where the configuration does. */
function flagsAt(directory: string): Flags {
  const moved = Object.entries(ROOT_FLAGS as Flags).map(([name, spec]): [string, FlagSpec] => [
    name,
    spec.default?.startsWith(HOME) === true ? { ...spec, default: directory + spec.default.slice(HOME.length) } : spec,
  ]);
  return Object.fromEntries(moved);
}

/**
 * What `docker --help` prints.
 * @param directory of the configuration
 */
export function rootHelp(columns: number, directory = HOME): string {
  const all = childrenOf('docker');
  const pick = (names: readonly string[]) =>
    names.map((name) => ({
      name: PLUGIN.has(name) ? `${name}*` : name,
      short: all.find((other) => other.name === name)?.short ?? '',
    }));
  const rest = all.filter(({ name }) => ![...COMMON, ...MANAGEMENT, ...SWARM, ...UNLISTED].includes(name));
  return [
    'Usage:  docker [OPTIONS] COMMAND',
    'A self-sufficient runtime for containers',
    listing('Common Commands', pick(COMMON)),
    listing('Management Commands', pick(MANAGEMENT)),
    listing('Swarm Commands', pick(SWARM)),
    listing('Commands', rest),
    `Global Options:\n${flagUsages(flagsAt(directory), columns)}`,
    "Run 'docker COMMAND --help' for more information on a command.",
    'For more help on how to use Docker, head to https://docs.docker.com/go/guides/\n',
  ].join('\n\n');
}
