import type { Platform } from '../kernel/clock.ts';
import { decode, encode } from '../kernel/bytes.ts';
import { executableHead } from '../kernel/executable-head.ts';
import { exitCode } from '../kernel/exit-status.ts';
import type { Limits } from '../kernel/limits.ts';
import type { Process, Program } from '../kernel/process.ts';
import { Terminal } from '../kernel/tty.ts';
import { bootForTest, type TestMachine } from '../kernel/test-machine.ts';
import { ashProgram, bashProgram, dashProgram } from './program.ts';

const cat: Program = async (process) => {
  const names = process.argv.slice(1);
  for (const name of names.length > 0 ? names : ['-']) {
    if (name === '-') for await (const chunk of process.chunks(0)) await process.out(chunk);
    else {
      const fd = process.freeDescriptor();
      process.setFile(fd, process.open(name));
      for await (const chunk of process.chunks(fd)) await process.out(chunk);
      process.closeFile(fd);
    }
  }
  return 0;
};

const sleep: Program = async (process) => {
  await process.sleep(Number(process.argv[1] ?? 0) * 1000);
  return 0;
};

const env: Program = async (process) => {
  await process.out([...process.env].map(([name, value]) => `${name}=${value}\n`).join(''));
  return 0;
};

const sort: Program = async (process) => {
  const lines: string[] = [];
  for await (const line of process.lines(0)) lines.push(line);
  await process.out(
    lines
      .sort()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return 0;
};

const rm: Program = async (process) => {
  for (const name of process.argv.slice(1)) if (!name.startsWith('-')) process.fs.unlink(name);
  return 0;
};

const mkdir: Program = async (process) => {
  for (const name of process.argv.slice(1)) if (!name.startsWith('-')) process.fs.mkdir(name, { recursive: true });
  return 0;
};

const yes: Program = async (process) => {
  for (;;) await process.out('y\n');
};

const head: Program = async (process) => {
  let left = Number((process.argv[1] ?? '-10').replace('-n', '').replace('-', '') || process.argv[2]);
  for await (const line of process.lines(0)) {
    await process.out(`${line}\n`);
    if (--left <= 0) break;
  }
  return 0;
};

const chmod: Program = async (process) => {
  for (const name of process.argv.slice(2)) process.fs.chmod(name, 0o755);
  return 0;
};

const echo: Program = async (process) => {
  await process.out(`${process.argv.slice(1).join(' ')}\n`);
  return 0;
};

/** Programs that the tests' scripts need; the real ones are in userland. */
const PROGRAMS: ReadonlyMap<string, Program> = new Map([
  ['bash', bashProgram()],
  ['dash', dashProgram()],
  ['ash', ashProgram()],
  ...Object.entries({ cat, sleep, true: async () => 0, env, sort, rm, mkdir, yes, head, chmod, echo }),
]);

export interface ShellResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export interface ShellMachine extends TestMachine {
  readonly turn: Platform['turn'];
}

/** A machine with a shell and a handful of programs in /bin. */
export function shellMachine(turn: Platform['turn'], options: { limits?: Partial<Limits> } = {}): ShellMachine {
  const machine = bootForTest(turn, { ...options, programs: PROGRAMS });
  const { fs } = machine.kernel.processes.get(1) ?? {};
  if (fs === undefined) throw new Error('no process 1');
  for (const name of PROGRAMS.keys()) fs.writeFile(`/bin/${name}`, executableHead(name), { mode: 0o755 });
  fs.writeFile('/bin/sh', executableHead('dash'), { mode: 0o755 });
  fs.writeFile('/etc/passwd', encode('root:x:0:0:root:/root:/bin/bash\n'));
  return { ...machine, turn };
}

/** Runs a command line and gathers what it prints. */
export async function runShell(
  machine: TestMachine,
  argv: readonly string[],
  { input = '', cwd = '/tmp', shell }: { input?: string; cwd?: string; shell?: string },
): Promise<ShellResult> {
  const text = { 1: '', 2: '' };
  const program = PROGRAMS.get(shell ?? argv[0] ?? '') ?? PROGRAMS.get('dash');
  if (program === undefined) throw new Error('no such shell');
  const runner = machine.start(
    async (process) => {
      const [stdin, feed] = process.pipe();
      const [outReader, out] = process.pipe();
      const [errReader, err] = process.pipe();
      feed.retain();
      const child = process.spawn({
        argv,
        exe: `/bin/${argv[0] ?? ''}`,
        program,
        files: new Map([
          [0, stdin],
          [1, out],
          [2, err],
        ]),
        env: new Map([
          ['PATH', '/usr/bin:/bin'],
          ['HOME', '/nonexistent'],
        ]),
        cwd,
      });
      if (input !== '') await feed.write(process, encode(input));
      feed.release();
      const drain = async (fd: 1 | 2, from: typeof outReader) => {
        from.retain();
        const chunks: Uint8Array[] = [];
        for (let chunk = await from.read(process, 65_536); chunk !== null; chunk = await from.read(process, 65_536))
          chunks.push(chunk);
        text[fd] = chunks.map(decode).join('');
      };
      await Promise.all([drain(1, outReader), drain(2, errReader)]);
      return exitCode(await process.wait(child));
    },
    { cwd },
  );
  const status = await machine.run(runner.exited);
  return { stdout: text[1], stderr: text[2], exit: exitCode(status) };
}

/** A terminal with a shell on it. */
export interface Session {
  /** Types, lets the shell answer, and gives what the screen got since the last time. */
  type(text: string): Promise<string>;
  readonly terminal: Terminal;
  readonly process: Process;
}

export async function openSession(
  machine: ShellMachine,
  argv: readonly string[],
  { columns = 80 } = {},
): Promise<Session> {
  const terminal = new Terminal(machine.kernel, { columns, rows: 24 });
  const program = PROGRAMS.get(argv[0] ?? '');
  if (program === undefined) throw new Error('no such shell');
  const file = terminal.file();
  const process = machine.start(program, {
    argv,
    exe: `/bin/${argv[0] ?? ''}`,
    files: new Map([0, 1, 2].map((fd) => [fd, file])),
    env: new Map([
      ['PATH', '/bin'],
      ['HOME', '/root'],
      ['TERM', 'xterm'],
    ]),
    cwd: '/root',
    terminal,
  });
  terminal.control(process);
  let shown = '';
  void (async () => {
    for await (const chunk of terminal.output) shown += decode(chunk);
  })();
  const type = async (text: string) => {
    if (text !== '') terminal.input(encode(text));
    // A busy loop never lets the clock come to rest.
    await Promise.race([machine.clock.advance(20), turns(machine, 300)]);
    for (const fault of machine.kernel.faults) throw fault;
    const news = shown;
    shown = '';
    return news;
  };
  return { type, terminal, process };
}

async function turns({ turn }: ShellMachine, count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise<void>((resolve) => turn(resolve));
}
