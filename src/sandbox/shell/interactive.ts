import type { Start } from './arguments.ts';
import type { Shell } from './shell.ts';

export async function runInteractive(shell: Shell, _start: Start): Promise<number> {
  await shell.say('drydock: not simulated: interactive shell\n');
  return 1;
}
