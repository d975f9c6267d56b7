import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';

export const containerWait = defineCommand({
  use: 'docker wait CONTAINER [CONTAINER...]',
  also: ['docker container wait'],
  aliases: ['docker container wait', 'docker wait'],
  short: 'Block until one or more containers stop, then print their exit codes',
  flags: {},
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    const failures: string[] = [];
    for (const name of args) {
      try {
        const { StatusCode, Error: failure } = await (await client.containerWait(name, 'not-running')).result;
        if (failure === undefined) await io.out(`${StatusCode}\n`);
        else failures.push(failure.Message);
      } catch (error) {
        failures.push(errorText(error));
      }
    }
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
