import { concat, decode, encode } from '../kernel/bytes.ts';
import type { Cgroup } from '../kernel/cgroup.ts';
import { exitCode } from '../kernel/exit-status.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Process, Program } from '../kernel/process.ts';
import type { ByteStream } from '../kernel/stream.ts';
import { Terminal } from '../kernel/tty.ts';
import type { RunOptions, RunResult } from './host.ts';
import { CaptureFile, TextFile } from './standard-files.ts';

/** Time between the first output and the first typed line, and between lines, ms. */
const TYPING_PAUSE_MS = 400;
/** When nothing is shown, typing begins nevertheless after so long, ms. */
const TYPING_DELAY_MS = 6_000;

interface Launch {
  readonly kernel: Kernel;
  readonly parent: Process;
  readonly shell: Program;
  readonly cgroup: Cgroup;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
}

/** `bash -c command` as a child of `parent`; resolves when its output has ended, too. */
export async function runCommand(launch: Launch, command: string, options: RunOptions): Promise<RunResult> {
  return options.tty === undefined
    ? runOnPipes(launch, command, options)
    : runOnTerminal(launch, command, options, options.tty);
}

function spawnShell(
  launch: Launch,
  command: string,
  files: ReadonlyMap<number, OpenFile>,
  terminal?: Terminal,
): Process {
  return launch.parent.spawn({
    argv: ['bash', '-c', command.toWellFormed()],
    exe: '/usr/bin/bash',
    program: launch.shell,
    cgroup: launch.cgroup,
    cwd: launch.cwd,
    env: launch.env,
    files,
    session: 'new',
    ...(terminal !== undefined && { terminal }),
  });
}

async function runOnPipes(
  launch: Launch,
  command: string,
  { stdin = '', timeout, onOutput }: RunOptions,
): Promise<RunResult> {
  const stdout = new CaptureFile('pipe:[1]', onOutput && ((bytes) => onOutput(bytes, 'stdout')));
  const stderr = new CaptureFile('pipe:[2]', onOutput && ((bytes) => onOutput(bytes, 'stderr')));
  const files = new Map<number, OpenFile>([
    [0, new TextFile(encode(stdin))],
    [1, stdout],
    [2, stderr],
  ]);
  const shell = spawnShell(launch, command, files);
  const done = Promise.all([launch.parent.wait(shell), stdout.closed, stderr.closed]);
  const inTime = await withTimeout(launch.kernel, done, timeout);
  if (!inTime) killSession(launch.kernel, shell);
  return {
    stdout: decode(stdout.bytes),
    stderr: decode(stderr.bytes),
    exit: inTime && shell.status !== undefined ? exitCode(shell.status) : 'timeout',
  };
}

async function runOnTerminal(
  launch: Launch,
  command: string,
  { stdin = '', timeout }: RunOptions,
  size: { columns: number; rows: number },
): Promise<RunResult> {
  const { kernel } = launch;
  const terminal = new Terminal(kernel, size);
  const file = terminal.file();
  const shell = spawnShell(
    launch,
    command,
    new Map([
      [0, file],
      [1, file],
      [2, file],
    ]),
    terminal,
  );
  terminal.control(shell);
  const typist = new Typist(kernel, terminal, stdin);
  const shown = readShown(terminal.output, () => typist.begin(TYPING_PAUSE_MS));
  typist.begin(TYPING_DELAY_MS);
  const inTime = await withTimeout(kernel, launch.parent.wait(shell), timeout);
  if (!inTime) killSession(kernel, shell);
  typist.stop();
  terminal.hangup();
  terminal.output.end();
  const exit = inTime && shell.status !== undefined ? exitCode(shell.status) : 'timeout';
  return { stdout: await shown, stderr: '', exit };
}

async function readShown(output: ByteStream, onFirst: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) {
    if (chunks.length === 0) onFirst();
    chunks.push(chunk);
  }
  return decode(concat(chunks));
}

/** Types lines into a terminal with a pause before each. */
class Typist {
  readonly #kernel: Kernel;
  readonly #terminal: Terminal;
  readonly #lines: string[];
  #cancel: () => void = () => {};
  #typing = false;

  constructor(kernel: Kernel, terminal: Terminal, text: string) {
    this.#kernel = kernel;
    this.#terminal = terminal;
    this.#lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  }

  begin(delay: number): void {
    if (this.#typing) return;
    this.#cancel();
    this.#cancel = this.#kernel.clock.schedule(delay, () => this.#type());
  }

  stop(): void {
    this.#cancel();
  }

  #type(): void {
    this.#typing = true;
    const line = this.#lines.shift();
    if (line === undefined) return;
    this.#terminal.input(encode(line));
    this.#cancel = this.#kernel.clock.schedule(TYPING_PAUSE_MS, () => this.#type());
  }
}

/** @returns false when `work` isn't done after `ms` of the host's time */
async function withTimeout(kernel: Kernel, work: Promise<unknown>, ms: number | undefined): Promise<boolean> {
  if (ms === undefined) return work.then(() => true);
  let cancel: () => void = () => {};
  const late = new Promise<boolean>((resolve) => {
    cancel = kernel.clock.schedule(ms, () => resolve(false));
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    cancel();
  }
}

function killSession(kernel: Kernel, leader: Process): void {
  for (const process of [...kernel.processes.values()]) if (process.session === leader) process.deliver('KILL');
}
