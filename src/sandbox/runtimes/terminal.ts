import type { Host } from '../host/host.ts';

const DEFAULT_SIZE = { columns: 80, rows: 24 };

/** Joins the terminal that Node runs in to a login shell of the host. @returns the shell's exit code */
export async function interact(host: Host, { stdin, stdout } = process): Promise<number> {
  const size = () => ({ columns: stdout.columns || DEFAULT_SIZE.columns, rows: stdout.rows || DEFAULT_SIZE.rows });
  const terminal = host.openTerminal(size());
  terminal.onOutput((text) => void stdout.write(text));
  const onResize = () => terminal.resize(size().columns, size().rows);

  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.on('data', (text: string) => terminal.write(text));
  stdout.on('resize', onResize);
  try {
    return await terminal.exited;
  } finally {
    stdout.off('resize', onResize);
    stdin.setRawMode(false);
    stdin.pause();
  }
}
