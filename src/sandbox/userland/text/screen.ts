import type { Process } from '../../kernel/process.ts';
import type { Terminal } from '../../kernel/tty.ts';

/** The terminal behind a descriptor; undefined where it is none. */
export const terminalOf = (process: Process, fd: number): Terminal | undefined => process.files.get(fd)?.terminal;

/** Whether output goes to a terminal. */
export const onScreen = (process: Process): boolean => terminalOf(process, 1) !== undefined;
