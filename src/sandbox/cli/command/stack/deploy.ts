import { defineCommand } from '../../command.ts';
import { NotSimulatedError } from '../../errors.ts';

export const stackDeploy = defineCommand({
  use: 'docker stack deploy [OPTIONS] STACK',
  aliases: ['docker stack deploy', 'docker stack up'],
  short: 'Deploy a new stack or update an existing stack',
  flags: {
    'compose-file': { type: 'strings', short: 'c', usage: 'Path to a Compose file, or "-" to read from stdin' },
    detach: {
      type: 'bool',
      short: 'd',
      usage: 'Exit immediately instead of waiting for the stack services to converge',
      default: 'true',
    },
    prune: { type: 'bool', usage: 'Prune services that are no longer referenced' },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress progress output' },
    'resolve-image': {
      type: 'string',
      usage: 'Query the registry to resolve image digest and supported platforms ("always", "changed", "never")',
      default: 'always',
    },
    'with-registry-auth': {
      type: 'bool',
      usage: 'Send registry authentication details to Swarm agents',
      simulated: false,
    },
  },
  args: { min: 1, max: 1 },
  run: async () => {
    // Reading Compose files is the work of another room: the host puts it in place of this.
    throw new NotSimulatedError('docker stack deploy without Compose');
  },
});
