import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { waitOnService } from './progress.ts';
import { scaleService } from './scale-service.ts';

export const serviceScale = defineCommand({
  use: 'docker service scale SERVICE=REPLICAS [SERVICE=REPLICAS...]',
  short: 'Scale one or multiple replicated services',
  flags: {
    detach: { type: 'bool', short: 'd', usage: 'Exit immediately instead of waiting for the service to converge' },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    const wanted = args.map((argument) => {
      const equals = argument.indexOf('=');
      if (equals <= 0 || equals === argument.length - 1) {
        throw new StatusError(
          1,
          `invalid scale specifier '${argument}'.\nSee 'docker service scale --help'.\n\nUsage:  docker service scale SERVICE=REPLICAS [SERVICE=REPLICAS...]\n\nScale one or multiple replicated services`,
        );
      }
      return { name: argument.slice(0, equals), text: argument.slice(equals + 1) };
    });
    const failures: string[] = [];
    const scaled: string[] = [];
    for (const { name, text } of wanted) {
      try {
        await scaleService(client, name, text);
        await io.out(`${name} scaled to ${text}\n`);
        scaled.push(name);
      } catch (error) {
        failures.push(`${name}: ${errorText(error)}`);
      }
    }
    if (!flags.detach) for (const name of scaled) await waitOnService(client, io, name, false);
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
