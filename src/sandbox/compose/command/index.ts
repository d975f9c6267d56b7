import type { ComposeCommand } from '../command.ts';
import { down } from './down.ts';
import { exec } from './exec.ts';
import { logs } from './logs.ts';
import { ps } from './ps.ts';
import { up } from './up.ts';

/** Every command of Compose, in the order in which it lists them. */
export const COMMANDS: readonly ComposeCommand[] = [down, exec, logs, ps, up];
