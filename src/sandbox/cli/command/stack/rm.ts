import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { checkStackName } from './namespace.ts';
import { removeStack } from './remove-stack.ts';

export const stackRm = defineCommand({
  use: 'docker stack rm [OPTIONS] STACK [STACK...]',
  aliases: ['docker stack rm', 'docker stack remove', 'docker stack down'],
  short: 'Remove one or more stacks',
  flags: {
    detach: { type: 'bool', short: 'd', usage: 'Do not wait for stack removal', default: 'true' },
  },
  args: { min: 1 },
  run: async ({ client, io, args }) => {
    const failures: string[] = [];
    for (const name of args) {
      checkStackName(name);
      failures.push(...(await removeStack(client, io, name)));
    }
    if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  },
});
