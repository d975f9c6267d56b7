import type { Process, Program } from '../../../kernel/process.ts';
import type { Signal } from '../../../kernel/signal.ts';
import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { numberedError } from '../errno-number.ts';
import type { Configuration } from './config.ts';
import { errorPrefix, Logs } from './log.ts';
import { loadMain, type Loaded, openLogs, pidFileOf, writePidFile } from './load.ts';
import { runMaster } from './master.ts';
import { Emergency, type Directive } from './syntax.ts';
import { makeTempFolders } from './temp-folders.ts';
import { nginxBuild } from './version.ts';

interface Options {
  readonly configuration: string;
  readonly globals: string;
  readonly test: boolean;
  readonly dump: boolean;
  readonly quiet: boolean;
  readonly signal: string | undefined;
}

const SIGNALS: Readonly<Record<string, Signal>> = { stop: 'TERM', quit: 'QUIT', reload: 'HUP', reopen: 'USR1' };

/** The web server: options, checks, then the master process. */
export const nginx: Program = async (process) => {
  const build = nginxBuild(process);
  const parsed = parseOptions(process.argv.slice(1));
  if (typeof parsed === 'string') {
    await process.err(`nginx: ${parsed}\n`);
    return 1;
  }
  if ('show' in parsed) {
    await process.err(parsed.show === 'help' ? help(build.version) : `nginx version: nginx/${build.version}\n`);
    return 0;
  }
  if (parsed.signal !== undefined) return sendSignal(process, parsed, SIGNALS[parsed.signal] ?? 'TERM');
  let loaded: Loaded;
  try {
    loaded = await loadMain(process, parsed.configuration, parsed.globals);
    await warnOfUser(process, loaded.configuration);
    if (parsed.test || parsed.dump) {
      if (!parsed.quiet) await process.err(`nginx: the configuration file ${parsed.configuration} syntax is ok\n`);
    }
    if (parsed.test) writePidFile(process, pidFileOf(loaded.configuration));
    makeTempFolders(process, loaded);
    openLogs(new Logs(process), loaded.configuration);
  } catch (error) {
    if (!(error instanceof Emergency)) throw error;
    await process.err(`${errorPrefix(process, 'emerg')}${error.message}\n`);
    if (build.official) await process.err(`nginx: [emerg] ${error.message}\n`);
    if (parsed.test) await process.err(`nginx: configuration file ${parsed.configuration} test failed\n`);
    return 1;
  }
  if (parsed.test || parsed.dump) {
    if (!parsed.quiet) await process.err(`nginx: configuration file ${parsed.configuration} test is successful\n`);
    if (parsed.dump) await dump(process, loaded.directives);
    return 0;
  }
  if (loaded.configuration.main.value('daemon') === 'off') return runMaster(process, parsed, loaded);
  const child = process.spawn({
    argv: process.argv,
    exe: process.exe,
    session: 'new',
    program: (own) => runMaster(own, parsed, loaded),
  });
  // The one who started it hears of ports that are taken before it is left alone.
  const early = await Promise.race([child.exited, process.sleep(1)]);
  return early !== undefined && early.kind === 'exited' ? early.code : 0;
};

/** Only root can give its workers to somebody else. */
async function warnOfUser(process: Process, { main }: Configuration): Promise<void> {
  const [directive] = main.own('user');
  if (directive === undefined || process.credentials.uid === 0) return;
  const words = `the "user" directive makes sense only if the master process runs with super-user privileges, ignored in ${directive.place}`;
  await process.err(`${errorPrefix(process, 'warn')}${words}\n`);
  if (nginxBuild(process).official) await process.err(`nginx: [warn] ${words}\n`);
}

function parseOptions(args: readonly string[]): Options | string | { readonly show: 'help' | 'version' } {
  let options: Options = {
    configuration: '/etc/nginx/nginx.conf',
    globals: '',
    test: false,
    dump: false,
    quiet: false,
    signal: undefined,
  };
  let show: 'help' | 'version' | undefined;
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') return `invalid option: "${word}"`;
    for (let index = 1; index < word.length; index++) {
      const letter = word[index] ?? '';
      if ('gcspe'.includes(letter)) {
        const value = index + 1 < word.length ? word.slice(index + 1) : rest.shift();
        const needs: Readonly<Record<string, string>> = {
          g: 'parameter', c: 'file name', s: 'parameter', p: 'directory name', e: 'file name',
        }; // prettier-ignore
        if (value === undefined) return `option "-${letter}" requires ${needs[letter] ?? 'parameter'}`;
        if (letter === 'g') options = { ...options, globals: value };
        if (letter === 'c') options = { ...options, configuration: value };
        if (letter === 's') {
          if (!(value in SIGNALS)) return `invalid option: "-s ${value}"`;
          options = { ...options, signal: value };
        }
        break;
      }
      if (letter === 't') options = { ...options, test: true };
      else if (letter === 'T') options = { ...options, test: true, dump: true };
      else if (letter === 'q') options = { ...options, quiet: true };
      else if (letter === 'v' || letter === 'V') show = 'version';
      else if (letter === 'h' || letter === '?') show = 'help';
      else return `invalid option: "${letter}"`;
    }
  }
  return show === undefined ? options : { show };
}

async function sendSignal(process: Process, options: Options, signal: Signal): Promise<number> {
  const fail = async (message: string): Promise<number> => {
    await process.err(`${errorPrefix(process, 'error')}${message}\n`);
    if (nginxBuild(process).official) await process.err(`nginx: [error] ${message}\n`);
    return 1;
  };
  try {
    const { configuration } = await loadMain(process, options.configuration, options.globals);
    const path = pidFileOf(configuration);
    const text = decode(process.fs.readFile(path)).trim();
    const target = process.find(Number(text));
    if (!/^\d+$/.test(text)) return await fail(`invalid PID number "${text}" in "${path}"`);
    await process.err(`${errorPrefix(process, 'notice')}signal process started\n`);
    if (target === undefined)
      return await fail(
        `kill(${text}, ${signal === 'TERM' ? 15 : signal === 'HUP' ? 1 : 3}) failed (3: No such process)`,
      );
    process.kill(target, signal);
    return 0;
  } catch (error) {
    if (error instanceof Errno) return fail(`open() "${error.path ?? ''}" failed (${numberedError(error)})`);
    if (!(error instanceof Emergency)) throw error;
    await process.err(`${errorPrefix(process, 'emerg')}${error.message}\n`);
    return 1;
  }
}

async function dump(process: Process, directives: readonly Directive[]): Promise<void> {
  const paths = new Set<string>();
  const visit = (list: readonly Directive[]): void => {
    for (const { place, block } of list) {
      if (place !== 'command line') paths.add(place.replace(/:\d+$/, ''));
      if (block !== undefined) visit(block);
    }
  };
  visit(directives);
  for (const path of paths) {
    await process.out(`# configuration file ${path}:\n${decode(process.fs.readFile(path))}\n`);
  }
}

const help = (version: string): string => `nginx version: nginx/${version}
Usage: nginx [-?hvVtTq] [-s signal] [-p prefix]
             [-e filename] [-c filename] [-g directives]

Options:
  -?,-h         : this help
  -v            : show version and exit
  -V            : show version and configure options then exit
  -t            : test configuration and exit
  -T            : test configuration, dump it and exit
  -q            : suppress non-error messages during configuration testing
  -s signal     : send signal to a master process: stop, quit, reopen, reload
  -p prefix     : set prefix path (default: /usr/share/nginx/)
  -e filename   : set error log file (default: stderr)
  -c filename   : set configuration file (default: /etc/nginx/nginx.conf)
  -g directives : set global directives out of configuration file

`;
