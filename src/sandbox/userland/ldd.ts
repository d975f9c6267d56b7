import { Errno } from '../kernel/errno.ts';
import { loadExecutable } from '../kernel/exec.ts';
import { type ExecutableHead, HEAD, readExecutableHead } from '../kernel/executable-head.ts';
import { GLIBC_LOADER, libraryPath, MUSL_LOADER } from '../kernel/linkage.ts';
import type { Process } from '../kernel/process.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

/** Position-independent, so that glibc's ldd has another word for it. */
const STATIC_PIE = 'ldconfig';
const PAGE = 4096;

/** Where a program's parts would lie: below one another, the first where mmap(2) begins. */
class Addresses {
  #next: number;

  constructor({ kernel }: Process) {
    this.#next = 0x7f00_0000_0000 + kernel.random.below(2 ** 28) * PAGE;
  }

  take(size: number): string {
    this.#next -= Math.ceil(size / PAGE + 3) * PAGE;
    return this.#next.toString(16);
  }
}

const headOf = ({ fs }: Process, path: string): ExecutableHead | undefined =>
  readExecutableHead(fs.readHead(path, HEAD));

/** Says what a loader would load. @returns whether it is all there */
async function list(call: Call, head: ExecutableHead, path: string, loader: string): Promise<boolean> {
  const { process } = call;
  const places = new Addresses(process);
  const sized = (file: string) => places.take(process.fs.stat(file).size);
  if (loader === MUSL_LOADER) return listMusl(call, head, path, sized(loader));
  const wide = (address: string) => `(0x${address.padStart(16, '0')})`;
  call.print(`\tlinux-vdso.so.1 ${wide(places.take(0))}\n`);
  let whole = true;
  for (const name of head.libraries) {
    const file = libraryPath(process, loader, name);
    whole &&= file !== undefined;
    if (file === undefined) call.print(`\t${name} => not found\n`);
    else if (file === loader) call.print(`\t${loader} ${wide(sized(loader))}\n`);
    else call.print(`\t${name} => ${file} ${wide(sized(file))}\n`);
  }
  return whole;
}

async function listMusl(call: Call, head: ExecutableHead, path: string, address: string): Promise<boolean> {
  call.print(`\t${head.loader ?? MUSL_LOADER} (0x${address})\n`);
  let whole = true;
  for (const name of head.libraries.filter((library) => !head.loader?.endsWith(`/${library}`))) {
    // Musl takes the place of glibc's own libraries, whatever their number.
    const own = /^lib(c|m|pthread|rt|dl|util)\./.test(name);
    const file = own ? (head.loader ?? MUSL_LOADER) : libraryPath(call.process, MUSL_LOADER, name);
    whole &&= file !== undefined;
    if (file !== undefined) call.print(`\t${name} => ${file} (0x${address})\n`);
    else {
      await call.flush();
      await call.process.err(`Error loading shared library ${name}: No such file or directory (needed by ${path})\n`);
    }
  }
  return whole;
}

async function lddOf(call: Call, path: string, loader: string): Promise<void> {
  const { process } = call;
  const several = call.operands.length > 1;
  try {
    const { type } = process.fs.stat(path);
    if (several) call.print(`${path}:\n`);
    if (type !== 'file') return await refuse(call, 'ldd: ', `${path}: not regular file`);
    const head = headOf(process, path);
    if (head?.loader !== undefined) await list(call, head, path, loader);
    else if (head?.program === STATIC_PIE) call.print('\tstatically linked\n');
    else await refuse(call, '\t', 'not a dynamic executable');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (several) call.print(`${path}:\n`);
    await refuse(call, 'ldd: ', `${path}: ${error.message}`);
  }
}

async function refuse(call: Call, before: string, words: string): Promise<void> {
  await call.flush();
  await call.process.err(`${before}${words}\n`);
  call.status = 1;
}

/** A script of glibc; that of musl is its loader by another name. */
export const ldd: Tool = {
  name: 'ldd',
  about: 'Print the libraries that a program needs',
  gnu: {
    short: 'druv',
    long: 'data-relocs=d function-relocs=r unused=u verbose=v',
    usage: '[OPTION]... FILE...',
    package: 'Debian GLIBC 2.36-9+deb12u14) 2.36',
    refuses: 'd r u v',
  },
  async run(call) {
    const loader = [GLIBC_LOADER, MUSL_LOADER].find((path) => call.process.fs.exists(path));
    if (loader === undefined) return call.die('no loader');
    if (call.operands.length === 0) {
      await call.process.err("ldd: missing file arguments\nTry `ldd --help' for more information.\n");
      return 1;
    }
    for (const path of call.operands) {
      if (loader === MUSL_LOADER) call.status = Math.max(call.status, await lddMusl(call, path));
      else await lddOf(call, path, loader);
    }
    return call.status;
  },
};

async function lddMusl(call: Call, path: string): Promise<number> {
  try {
    const head = headOf(call.process, path);
    if (head?.loader !== undefined) return (await list(call, head, path, MUSL_LOADER)) ? 0 : 127;
    await refuse(call, `${MUSL_LOADER}: `, `${path}: Not a valid dynamic program`);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await refuse(call, `${MUSL_LOADER}: `, `cannot load ${path}: ${error.message}`);
  }
  return 1;
}

/** The loader, called by its own name: it runs a program, or says with --list what it would load. */
export const loader: Tool = {
  name: 'ld.so',
  about: 'Run a program whose libraries have to be found first',
  gnu: { raw: true, usage: '[OPTION]... EXECUTABLE-FILE [ARGS-FOR-PROGRAM...]' },
  async run(call) {
    const { process } = call;
    const own = process.argv[0] ?? '';
    const lists = call.operands[0] === '--list';
    const argv = call.operands.slice(lists ? 1 : 0);
    const [path] = argv;
    if (path === undefined) {
      await process.err(`${own}: missing program name\nTry '${own} --help' for more information.\n`);
      return 1;
    }
    if (path.startsWith('--')) {
      await process.err(`drydock: not simulated: ${own} ${path}\n`);
      return 1;
    }
    const file = path.includes('/') || process.fs.exists(path) ? path : `/usr/bin/${path}`;
    try {
      const head = headOf(process, file);
      if (head?.loader === undefined) return await refuseToLoad(process, path, 'invalid ELF header');
      if (lists) return (await list(call, head, file, head.loader)) ? 0 : 127;
      return await process.exec(loadExecutable(process, file, argv));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return refuseToLoad(process, path, `cannot open shared object file: ${error.message}`);
    }
  },
};

async function refuseToLoad(process: Process, path: string, words: string): Promise<number> {
  await process.err(`${path}: error while loading shared libraries: ${path}: ${words}\n`);
  return 127;
}
