import { type Bytes, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { exitCode, Terminated } from '../kernel/exit-status.ts';
import { OpenFile } from '../kernel/open-file.ts';
import type { Process, Program } from '../kernel/process.ts';
import { RAW } from '../kernel/termios.ts';
import { NameError, resolveName } from '../kernel/net/resolve-name.ts';
import { loginEnvironment } from './environment.ts';
import type { Lan } from './lan.ts';
import type { Machine } from './machine.ts';
import { openTerminal } from './terminal.ts';

const USAGE = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface] [-b bind_address]
           [-c cipher_spec] [-D [bind_address:]port] [-E log_file]
           [-e escape_char] [-F configfile] [-I pkcs11] [-i identity_file]
           [-J destination] [-L address] [-l login_name] [-m mac_spec]
           [-O ctl_cmd] [-o option] [-P tag] [-p port] [-R address]
           [-S ctl_path] [-W host:port] [-w local_tun[:remote_tun]]
           destination [command [argument ...]]
       ssh [-Q query_option]
`;
/** Options with a value; it changes nothing here. */
const WITH_VALUE = 'BbcDEeFIiJLlmOopPQRSWw';
const FAILED = 255;

interface Order {
  readonly destination: string;
  readonly command: string;
  readonly terminal: boolean;
}

/** @returns undefined when there is no destination */
function readOrder(args: readonly string[]): Order | undefined {
  let terminal = false;
  let index = 0;
  for (; args[index]?.startsWith('-') === true; index++) {
    const word = args[index] ?? '';
    if (word.includes('t')) terminal = true;
    if (word.length === 2 && WITH_VALUE.includes(word.charAt(1))) index++;
  }
  const [destination, ...words] = args.slice(index);
  if (destination === undefined) return undefined;
  return { destination: destination.replace(/^ssh:\/\//, '').replace(/^.*@/, ''), command: words.join(' '), terminal };
}

/** ssh(1) to a neighbour of the host: its keys are known there, nobody asks for a password. */
export const sshProgram =
  (lan: Lan): Program =>
  async (process) => {
    const order = readOrder(process.argv.slice(1));
    if (order === undefined) {
      await process.err(USAGE);
      return FAILED;
    }
    const { destination, command } = order;
    const neighbour = lan.find(destination);
    if (neighbour === undefined) return refuse(process, destination);
    const machine = lan.machine(neighbour);
    const eth0 = machine.kernel.namespaces.net.links.get('eth0');
    if (eth0?.up === false) {
      await process.err(`drydock: ${neighbour.name} was off or unplugged: it is on again\n`);
      eth0.up = true;
    }
    const local = process.files.get(0)?.terminal;
    const interactive = command === '' || order.terminal;
    return interactive && local !== undefined
      ? runInteractive(process, machine, neighbour.name, command)
      : runCommand(process, machine, command);
  };

/** Nobody listens at port 22 but neighbours. */
async function refuse(process: Process, destination: string): Promise<number> {
  try {
    const [address = destination] = await resolveName(process, destination);
    await process.err(`ssh: connect to host ${destination} port 22: Connection refused\n`);
    return address === '' ? 1 : FAILED;
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    const why = error.kind === 'unknown' ? 'Name or service not known' : 'Temporary failure in name resolution';
    await process.err(`ssh: Could not resolve hostname ${destination}: ${why}\n`);
    return FAILED;
  }
}

/** A file of the caller, as the far end of the connection sees it. */
class RelayedFile extends OpenFile {
  readonly kind = 'pipe';
  readonly name: string;
  readonly #local: Process;
  readonly #descriptor: number;

  constructor(local: Process, descriptor: number) {
    super();
    this.name = `pipe:[${descriptor}]`;
    this.#local = local;
    this.#descriptor = descriptor;
  }

  override read(process: Process, max: number): Promise<Bytes | null> {
    const file = this.#local.files.get(this.#descriptor);
    return file === undefined ? Promise.resolve(null) : process.waitFor(file.read(this.#local, max));
  }

  override async write(process: Process, bytes: Bytes): Promise<void> {
    await process.waitFor(this.#local.files.get(this.#descriptor)?.write(this.#local, bytes) ?? Promise.resolve());
  }
}

/** `ssh node2 COMMAND`: no terminal at the far end. */
async function runCommand(local: Process, { login }: Machine, command: string): Promise<number> {
  const remote = login.parent.spawn({
    argv: command === '' ? ['-bash'] : ['bash', '-c', command],
    exe: '/usr/bin/bash',
    program: login.shell,
    cgroup: login.cgroup,
    cwd: login.cwd,
    env: loginEnvironment(),
    files: new Map([0, 1, 2].map((descriptor) => [descriptor, new RelayedFile(local, descriptor)])),
    session: 'new',
  });
  try {
    return exitCode(await local.waitFor(remote.exited));
  } finally {
    if (remote.status === undefined) remote.deliver('HUP');
  }
}

/** `ssh node2`, `ssh -t node2 COMMAND`: a terminal there, whose keyboard and screen are here. */
async function runInteractive(local: Process, { login }: Machine, name: string, command: string): Promise<number> {
  const own = local.files.get(0)?.terminal;
  const size = own?.size ?? { columns: 80, rows: 24 };
  const far = openTerminal({
    ...login,
    env: loginEnvironment({ TERM: 'xterm-256color' }),
    size,
    ...(command !== '' && { command }),
  });
  const before = own?.termios;
  if (own !== undefined) own.termios = RAW;
  far.onOutput((text) => {
    local.out(text).catch((error: unknown) => {
      // A screen that is gone shows nothing; all else is an error of ours.
      const isGone = error instanceof Errno || error instanceof Terminated;
      if (!isGone) local.kernel.faults.push(error);
    });
  });
  const input = new TextDecoder('utf-8');
  const keyboard = async (): Promise<void> => {
    for await (const chunk of local.chunks(0)) {
      const now = own?.size;
      if (now !== undefined) far.resize(now.columns, now.rows);
      far.write(input.decode(chunk, { stream: true }));
    }
  };
  try {
    const typed = keyboard().then(() => far.exited);
    const code = await local.waitFor(Promise.race([far.exited, typed]));
    await local.kernel.clock.turn();
    await local.write(2, encode(`Connection to ${name} closed.\r\n`));
    return code;
  } finally {
    if (own !== undefined && before !== undefined) own.termios = before;
  }
}
