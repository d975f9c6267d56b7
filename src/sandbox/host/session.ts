import type { HostSession, HostTerminal, RunResult } from './host.ts';

/** The marks that /etc/bash.bashrc puts between a command and its output, and before each prompt. */
const BEGIN_OF_OUTPUT = '\x1b]133;C\x07';
// eslint-disable-next-line no-control-regex -- a terminal control sequence
const END_OF_COMMAND = /\x1b\]133;D;(\d+)\x07/;

/**
 * Types commands into a terminal and reads what it shows until the shell is back at its prompt.
 *
 * @param settle lets the host's time pass until the promise is settled
 * @param hostReady resolves when the host has its start state
 */
export function openSession(
  terminal: HostTerminal,
  settle: <T>(work: Promise<T>) => Promise<T>,
  hostReady: Promise<unknown>,
): HostSession {
  let shown = '';
  let wake: () => void = () => {};
  terminal.onOutput((text) => {
    shown += text;
    wake();
  });

  /** All that is shown up to the next end of a command, and its exit code. */
  async function nextEnd(): Promise<{ text: string; exit: number }> {
    for (;;) {
      const mark = END_OF_COMMAND.exec(shown);
      if (mark !== null) {
        const text = shown.slice(0, mark.index);
        shown = shown.slice(mark.index + mark[0].length);
        return { text, exit: Number(mark[1]) };
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  const ready = hostReady.then(() => settle(nextEnd()));
  ready.catch(() => undefined); // told to each command
  return {
    async run(command): Promise<RunResult & { exit: number }> {
      await ready;
      const end = nextEnd();
      terminal.write(`${command.replaceAll('\n', '\r')}\r`);
      const { text, exit } = await settle(end);
      return { stdout: text.slice(text.lastIndexOf(BEGIN_OF_OUTPUT) + BEGIN_OF_OUTPUT.length), stderr: '', exit };
    },
    async close() {
      terminal.write('\x04');
      await settle(terminal.exited);
    },
  };
}
