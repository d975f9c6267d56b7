/** A command as it was typed, and what was typed while it ran: to a shell in a container, or ^C. */
export interface TypedCommand {
  readonly command: string;
  readonly input?: string;
}

/** A command that has ended. */
export interface EndedCommand extends TypedCommand {
  readonly exit: number;
}

/** Pairs the commands that a shell has read with the ends that its output marks; the first read is the first to end. */
export class TypedCommands {
  #running: { command: string; input: string }[] = [];

  begin(command: string): void {
    this.#running.push({ command, input: '' });
  }

  /** Keyboard input, which belongs to the command that runs, or to the prompt. */
  type(text: string): void {
    const last = this.#running.at(-1);
    if (last !== undefined) last.input += text;
  }

  /** @returns the command that has ended; undefined for an empty line */
  end(exit: number): EndedCommand | undefined {
    const first = this.#running.shift();
    if (first === undefined) return undefined;
    const { command, input } = first;
    return { command, ...(input !== '' && { input }), exit };
  }

  /** Those that haven't ended. */
  get running(): readonly TypedCommand[] {
    return this.#running.map(({ command, input }) => ({ command, ...(input !== '' && { input }) }));
  }
}
