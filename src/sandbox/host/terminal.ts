import type { Cgroup } from '../kernel/cgroup.ts';
import { encode } from '../kernel/bytes.ts';
import { exitCode } from '../kernel/exit-status.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { UNDRAWN_MAX } from '../kernel/limits.ts';
import type { Process, Program } from '../kernel/process.ts';
import { Terminal } from '../kernel/tty.ts';
import type { HostTerminal } from './host.ts';

interface Login {
  readonly kernel: Kernel;
  readonly parent: Process;
  readonly shell: Program;
  readonly cgroup: Cgroup;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly size: { readonly columns: number; readonly rows: number };
  /** Runs this instead of prompting. */
  readonly command?: string;
}

/** An interactive bash on a terminal of its own. */
export function openTerminal({ kernel, parent, shell, cgroup, cwd, env, size, command }: Login): HostTerminal {
  const terminal = new Terminal(kernel, size);
  const file = terminal.file();
  const process = parent.spawn({
    argv: command === undefined ? ['-bash'] : ['bash', '-c', command],
    exe: '/usr/bin/bash',
    program: shell,
    cgroup,
    cwd,
    env,
    files: new Map([
      [0, file],
      [1, file],
      [2, file],
    ]),
    session: 'new',
    terminal,
  });
  terminal.control(process);
  const screen = new Screen(terminal);
  const exited = parent.wait(process).then((status) => {
    terminal.hangup();
    return exitCode(status);
  });
  return {
    write: (input) => terminal.input(encode(input)),
    onOutput: (listener) => void screen.show(listener),
    onCommand: (listener) => void (terminal.onCommand = listener),
    resize: (columns, rows) => terminal.resize({ columns, rows }),
    drawn: (characters) => screen.drawn(characters),
    close: () => terminal.hangup(),
    exited,
  };
}

/** Reads what a terminal shows, no faster than it is drawn. */
class Screen {
  readonly #terminal: Terminal;
  #undrawn = 0;
  #paced = false;
  #wake: () => void = () => {};

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** The first call says that the listener tells what it has drawn. */
  drawn(characters: number): void {
    this.#paced = true;
    this.#undrawn -= characters;
    this.#wake();
  }

  async show(listener: (text: string) => void): Promise<void> {
    const utf8 = new TextDecoder('utf-8');
    for await (const chunk of this.#terminal.output) {
      const text = utf8.decode(chunk, { stream: true });
      this.#undrawn += text.length;
      listener(text);
      while (this.#paced && this.#undrawn > UNDRAWN_MAX) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }
}
