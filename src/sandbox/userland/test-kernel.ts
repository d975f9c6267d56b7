import { fromBinaryText, toBinaryText } from '../kernel/binary-text.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { concat, decode, encode } from '../kernel/bytes.ts';
import { createKernel } from '../kernel/boot.ts';
import { createVirtualClock, type VirtualClock } from '../kernel/clock.ts';
import { exitCode } from '../kernel/exit-status.ts';
import { executableHead } from '../kernel/executable-head.ts';
import { Disk } from '../kernel/fs/disk.ts';
import { TreeFileSystem } from '../kernel/fs/tree.ts';
import type { Kernel, ProgramTable } from '../kernel/kernel.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Process } from '../kernel/process.ts';
import { Random } from '../kernel/random.ts';
import { Terminal, type TerminalSize } from '../kernel/tty.ts';
import { busybox } from './busybox.ts';
import { appletNames, findProgram, gnuNames } from './tools.ts';
import type { Flavour } from './tool/call.ts';

/** The programs of this folder alone. */
const programs: ProgramTable = {
  find(name) {
    if (name === 'busybox') return busybox;
    return findProgram(name, 'gnu');
  },
};

/** 21 November 2026, 12:00 UTC. */
const START = Date.UTC(2026, 10, 21, 12);

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** A program that runs. */
export interface Started {
  readonly process: Process;
  /** What it has printed so far. */
  readonly output: () => string;
  readonly type: (text: string) => Promise<void>;
}

/** A host without a shell on which tests run programs. */
export class TestHost {
  readonly kernel: Kernel;
  readonly #clock: VirtualClock;
  readonly #init: Process;
  readonly #flavour: Flavour;

  /** @param turn calls back in a new macrotask: `setImmediate` */
  constructor(flavour: Flavour, turn: (callback: () => void) => void, files: Readonly<Record<string, string>> = {}) {
    this.#clock = createVirtualClock({ turn }, START);
    this.#flavour = flavour;
    let inode = 0;
    const root = new TreeFileSystem({
      type: 'ext4',
      dev: 1,
      now: () => this.#clock.now(),
      nextInode: () => ++inode,
      disk: new Disk({ used: 0, capacity: 2 ** 26 }),
      mode: 0o755,
    });
    const make = (name: string) => root.create([name], { type: 'directory', mode: 0o755, uid: 0, gid: 0 });
    for (const name of ['dev', 'proc', 'run', 'sys', 'tmp', 'bin', 'etc', 'root', 'work']) make(name);
    this.kernel = createKernel({
      clock: this.#clock,
      random: new Random(1),
      limits: DEFAULT_LIMITS,
      programs,
      rootFileSystem: root,
      hostname: 'box',
    });
    const [init] = this.kernel.processes.values();
    if (init === undefined) throw new Error('no process 1');
    this.#init = init;
    const { fs } = init;
    for (const name of new Set([...gnuNames(), ...appletNames()])) {
      fs.writeFile(`/bin/${name}`, executableHead(flavour === 'gnu' ? name : 'busybox'), { mode: 0o755 });
      fs.chmod(`/bin/${name}`, 0o755);
    }
    fs.writeFile('/bin/busybox', executableHead('busybox'));
    fs.chmod('/bin/busybox', 0o755);
    fs.writeFile('/etc/passwd', encode('root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/sh\n'));
    fs.writeFile('/etc/group', encode('root:x:0:\nnogroup:x:65534:\n'));
    fs.writeFile('/etc/hosts', encode('127.0.0.1\tlocalhost\n127.0.1.1\tbox\n'));
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  /** Writes a file below /work, with its directories; a name that ends in a slash is a directory. */
  write(path: string, content: string): void {
    const { fs } = this.#init;
    const full = path.startsWith('/') ? path : `/work/${path}`;
    fs.mkdir(full.slice(0, full.lastIndexOf('/')), { recursive: true });
    fs.chmod(full.slice(0, full.lastIndexOf('/')), 0o755);
    if (full.endsWith('/')) return;
    fs.writeFile(full, encode(content));
    fs.chmod(full, 0o644);
  }

  append(path: string, content: string): void {
    this.#init.fs.appendFile(`/work/${path}`, encode(content));
  }

  /** Takes capabilities from all programs that start from now on. */
  drop(...names: readonly string[]): void {
    const { credentials } = this.#init;
    const capabilities = new Set([...credentials.capabilities].filter((name) => !names.includes(name)));
    this.#init.become({ credentials: { ...credentials, capabilities } });
  }

  read(path: string): string {
    return decode(this.#init.fs.readFile(path.startsWith('/') ? path : `/work/${path}`));
  }

  exists(path: string): boolean {
    return this.#init.fs.exists(path.startsWith('/') ? path : `/work/${path}`);
  }

  /** `PATH TYPE MODE` of all below /work. */
  async tree(): Promise<string[]> {
    const program = programs.find('find');
    if (program === undefined) throw new Error('no find');
    const [output, input] = this.#init.pipe();
    const argv = ['find', '.', '-printf', '%P %y %m\\n'];
    this.#init.spawn({
      argv,
      program,
      cwd: '/work',
      files: new Map([
        [1, input],
        [2, input],
      ]),
    });
    let text = '';
    await this.#clock.runUntil(this.#drain(output, (bytes) => (text += decode(bytes))));
    return text.trim().split('\n');
  }

  /** Runs a program in /work to its end. */
  async run(argv: readonly string[], { stdin = '', env = {} as Readonly<Record<string, string>> } = {}): Promise<Ran> {
    return this.#clock.runUntil(this.#run([argv], stdin, env));
  }

  /** Runs programs side by side, each one's output going to the next one's input. */
  async pipeline(...commands: readonly (readonly string[])[]): Promise<Ran> {
    return this.#clock.runUntil(this.#run(commands, '', {}));
  }

  /** Starts a program; what it prints is given as it comes. */
  start(argv: readonly string[]): Started {
    const [input, keys] = this.#init.pipe();
    keys.retain();
    const [out, outEnd] = this.#init.pipe();
    const process = this.#spawn(argv, input, outEnd, outEnd, {});
    let text = '';
    void this.#drain(out, (bytes) => (text += decode(bytes)));
    return { process, output: () => text, type: (line) => keys.write(this.#init, encode(line)) };
  }

  /** Starts a program on a terminal; what it shows is given octet by octet, as characters of one octet. */
  startOnTerminal(argv: readonly string[], size: TerminalSize): Started {
    const terminal = new Terminal(this.kernel, size);
    const file = terminal.file();
    const process = this.#spawn(argv, file, file, file, {});
    terminal.control(process);
    let text = '';
    void (async () => {
      for await (const bytes of terminal.output) text += toBinaryText(bytes);
    })();
    return {
      process,
      output: () => text,
      type: async (keys) => terminal.input(fromBinaryText(keys)),
    };
  }

  advance(ms: number): Promise<void> {
    return this.#clock.advance(ms);
  }

  async #run(
    commands: readonly (readonly string[])[],
    stdin: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Ran> {
    const [firstInput, feed] = this.#init.pipe();
    const [err, errEnd] = this.#init.pipe();
    errEnd.retain();
    const processes: Process[] = [];
    let input = firstInput;
    for (const argv of commands) {
      const [nextInput, output] = this.#init.pipe();
      processes.push(this.#spawn(argv, input, output, errEnd, env));
      input = nextInput;
    }
    errEnd.release();
    const out: Bytes[] = [];
    const said: Bytes[] = [];
    const outDone = this.#drain(input, (bytes) => out.push(bytes));
    const errDone = this.#drain(err, (bytes) => said.push(bytes));
    feed.retain();
    if (stdin !== '') await feed.write(this.#init, encode(stdin)).catch(() => undefined);
    feed.release();
    await Promise.all([outDone, errDone]);
    const status = await (processes.at(-1) as Process).exited;
    return { stdout: decode(concat(out)), stderr: decode(concat(said)), exit: exitCode(status) };
  }

  #spawn(
    argv: readonly string[],
    input: OpenFile,
    output: OpenFile,
    errors: OpenFile,
    env: Readonly<Record<string, string>>,
  ) {
    const name = argv[0] ?? '';
    const program = programs.find(this.#flavour === 'gnu' ? name : 'busybox');
    if (program === undefined) throw new Error(`no program ${name}`);
    return this.#init.spawn({
      argv,
      program,
      exe: `/bin/${name}`,
      cwd: '/work',
      env: new Map(Object.entries({ PATH: '/bin', ...env })),
      files: new Map([
        [0, input],
        [1, output],
        [2, errors],
      ]),
    });
  }

  async #drain(file: OpenFile, take: (bytes: Bytes) => void): Promise<void> {
    file.retain();
    for (;;) {
      const bytes = await file.read(this.#init, 65_536);
      if (bytes === null) break;
      take(bytes);
    }
    file.release();
  }
}
