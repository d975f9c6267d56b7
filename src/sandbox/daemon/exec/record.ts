import type { ExecCreateBody } from '../../api/types/exec.ts';
import type { Process } from '../../kernel/process.ts';
import type { Terminal } from '../../kernel/tty.ts';
import type { InputFile, Output } from '../container/output.ts';

/** One `docker exec`. */
export interface ExecRecord {
  readonly id: string;
  /** Id of the container. */
  readonly container: string;
  readonly body: ExecCreateBody;
  readonly output: Output;
  readonly input: InputFile;
  running: boolean;
  exitCode: number | undefined;
  process: Process | undefined;
  terminal: Terminal | undefined;
  size: { readonly rows: number; readonly columns: number } | undefined;
}
