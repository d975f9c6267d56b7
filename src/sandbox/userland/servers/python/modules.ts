import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { KERNEL } from '../../../kernel/proc/machine.ts';
import { strftime } from '../../text/strftime.ts';
import { datetimeModule } from './datetime.ts';
import { exceptionClass, osError, pyError } from './exceptions.ts';
import { fileObject } from './file.ts';
import { flaskModule } from './flask.ts';
import type { Interpreter } from './interpreter.ts';
import { dumps, loads } from './json.ts';
import { moduleOf } from './module-of.ts';
import { redisModule } from './redis-module.ts';
import { urlopen } from './urlopen.ts';
import { type Native, PyClass, PyDict, PyError, PyList, type PyModule, PyTuple, type Value } from './values.ts';

/** A module of the standard library that is simulated; undefined for all others. */
export function standardModule(
  interpreter: Interpreter,
  name: string,
  version: string,
  argv: readonly string[],
): PyModule | undefined {
  const { process } = interpreter;
  const { clock, random } = process.kernel;
  const guarded = <T>(path: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Errno) throw osError(error, path);
      throw error;
    }
  };
  const exists = (path: Value | undefined) => process.fs.exists(String(path));
  switch (name) {
    case 'sys': {
      const [major = 3, minor = 11, micro = 0] = version.split('.').map(BigInt);
      return moduleOf(
        'sys',
        {
          exit: (args) => {
            throw pyError('SystemExit', ...args);
          },
          getrecursionlimit: () => 1000n,
        },
        {
          argv: new PyList([...argv]),
          version: `${version} (main) [GCC 12.2.0]`,
          version_info: new PyTuple([major, minor, micro, 'final', 0n]),
          platform: 'linux',
          executable: process.exe,
          path: new PyList(['']),
          maxsize: 9_223_372_036_854_775_807n,
          stdout: fileObject({ name: '<stdout>', write: (text) => interpreter.write(text) }),
          stderr: fileObject({ name: '<stderr>', write: (text) => process.err(text) }),
          stdin: fileObject({ name: '<stdin>', read: async () => decode(await process.readAll()) }),
        },
      );
    }
    case 'os': {
      const environ = PyDict.of(process.env);
      const path = moduleOf('posixpath', {
        exists: ([path]) => exists(path),
        isfile: ([path]) => exists(path) && !process.fs.isDirectory(String(path)),
        isdir: ([path]) => process.fs.isDirectory(String(path)),
        join: (parts) =>
          parts
            .map(String)
            .reduce((left, right) => (right.startsWith('/') ? right : `${left.replace(/\/$/, '')}/${right}`)),
        basename: ([path]) => String(path).split('/').at(-1) ?? '',
        dirname: ([path]) =>
          String(path).split('/').slice(0, -1).join('/') || (String(path).startsWith('/') ? '/' : ''),
        abspath: ([path]) =>
          String(path).startsWith('/') ? String(path) : `${process.cwd.replace(/\/$/, '')}/${String(path)}`,
        splitext: ([path]) => {
          const [, base = String(path), extension = ''] = /^(.*?)(\.[^./]*)?$/.exec(String(path)) ?? [];
          return new PyTuple([base, extension]);
        },
        getsize: ([path]) => guarded(String(path), () => BigInt(process.fs.stat(String(path)).size)),
      });
      interpreter.modules.set('os.path', path);
      return moduleOf(
        'os',
        {
          getenv: ([key = '', fallback = null]) => environ.get(key) ?? fallback,
          getcwd: () => process.cwd,
          chdir: ([path]) => guarded(String(path), () => (process.chdir(String(path)), null)),
          listdir: ([path = '.']) =>
            guarded(String(path), () => new PyList(process.fs.readdir(String(path)).map((entry) => entry.name))),
          mkdir: ([path]) => guarded(String(path), () => (process.fs.mkdir(String(path)), null)),
          makedirs: ([path]) =>
            guarded(String(path), () => (process.fs.mkdir(String(path), { recursive: true }), null)),
          remove: ([path]) => guarded(String(path), () => (process.fs.unlink(String(path)), null)),
          unlink: ([path]) => guarded(String(path), () => (process.fs.unlink(String(path)), null)),
          rename: ([from, to]) => guarded(String(from), () => (process.fs.rename(String(from), String(to)), null)),
          getpid: () => BigInt(process.pid),
          getppid: () => BigInt(process.ppid),
          getuid: () => BigInt(process.uid),
          getgid: () => BigInt(process.gid),
          cpu_count: () => 4n,
          uname: () =>
            new PyTuple([
              'Linux',
              process.namespaces.uts.hostname,
              KERNEL.release,
              '#1 SMP',
              process.namespaces.uts.machine ?? KERNEL.machine,
            ]),
          _exit: ([code = 0n]) => process.exit(Number(code)),
        },
        { environ, path, sep: '/', linesep: '\n', name: 'posix' },
      );
    }
    case 'os.path':
      return undefined;
    case 'time':
      return moduleOf('time', {
        time: () => clock.now() / 1000,
        monotonic: () => clock.now() / 1000,
        perf_counter: () => clock.now() / 1000,
        sleep: async ([seconds = 0]) => {
          try {
            await process.sleep(Number(seconds) * 1000, { interruptible: true });
          } catch (error) {
            if (!(error instanceof Errno)) throw error;
            if (interpreter.interrupted) {
              interpreter.interrupted = false;
              throw pyError('KeyboardInterrupt');
            }
          }
          return null;
        },
        strftime: ([format]) => strftime(String(format), clock.now()),
        ctime: () => strftime('%a %b %e %H:%M:%S %Y', clock.now()),
      });
    case 'json':
      return moduleOf(
        'json',
        {
          dumps: ([value = null], keywords) => {
            const indent = keywords.get('indent');
            return dumps(value, {
              sort: keywords.get('sort_keys') === true,
              ...(typeof indent === 'bigint' && { indent: Number(indent) }),
            });
          },
          loads: ([text = '']) => loads(text instanceof Uint8Array ? decode(text) : String(text)),
          load: async ([file = null]) =>
            loads(String(await interpreter.call(await interpreter.attribute(file, 'read'), []))),
          dump: async ([value = null, file = null]) =>
            interpreter.call(await interpreter.attribute(file, 'write'), [dumps(value)]),
        },
        { JSONDecodeError: exceptionClass('JSONDecodeError') },
      );
    case 'math': {
      const one =
        (work: (value: number) => number): Native =>
        ([value]) =>
          work(Number(value));
      return moduleOf(
        'math',
        {
          sqrt: ([value]) => {
            if (Number(value) < 0) throw pyError('ValueError', 'math domain error');
            return Math.sqrt(Number(value));
          },
          sin: one(Math.sin), cos: one(Math.cos), tan: one(Math.tan), exp: one(Math.exp), log2: one(Math.log2), log10: one(Math.log10), fabs: one(Math.abs),
          log: ([value, base]) => (base === undefined ? Math.log(Number(value)) : Math.log(Number(value)) / Math.log(Number(base))),
          floor: ([value]) => BigInt(Math.floor(Number(value))),
          ceil: ([value]) => BigInt(Math.ceil(Number(value))),
          trunc: ([value]) => BigInt(Math.trunc(Number(value))),
          pow: ([a, b]) => Number(a) ** Number(b),
          hypot: (values) => Math.hypot(...values.map(Number)),
          gcd: ([a, b]) => {
            let [x, y] = [BigInt(Number(a)), BigInt(Number(b))];
            while (y !== 0n) [x, y] = [y, x % y];
            return x < 0n ? -x : x;
          },
          factorial: ([value]) => {
            let product = 1n;
            for (let at = 2n; at <= BigInt(Number(value)); at++) product *= at;
            return product;
          },
          isqrt: ([value]) => BigInt(Math.floor(Math.sqrt(Number(value)))),
        },
        { pi: Math.PI, e: Math.E, inf: Infinity, nan: NaN, tau: 2 * Math.PI },
      ); // prettier-ignore
    }
    case 'random': {
      const unit = () => random.below(2 ** 30) / 2 ** 30;
      return moduleOf('random', {
        random: unit,
        randint: ([low, high]) => BigInt(Number(low) + random.below(Number(high) - Number(low) + 1)),
        randrange: ([low, high]) =>
          high === undefined
            ? BigInt(random.below(Number(low)))
            : BigInt(Number(low) + random.below(Number(high) - Number(low))),
        uniform: ([low, high]) => Number(low) + unit() * (Number(high) - Number(low)),
        choice: async ([items = null]) => {
          const all = await interpreter.items(items);
          if (all.length === 0) throw pyError('IndexError', 'Cannot choose from an empty sequence');
          return all[random.below(all.length)] ?? null;
        },
        shuffle: ([list]) => {
          if (list instanceof PyList) {
            for (let at = list.items.length - 1; at > 0; at--) {
              const other = random.below(at + 1);
              [list.items[at], list.items[other]] = [list.items[other] ?? null, list.items[at] ?? null];
            }
          }
          return null;
        },
        seed: () => null,
      });
    }
    case 'datetime':
      return datetimeModule(interpreter);
    case 'platform':
      return moduleOf('platform', {
        python_version: () => version,
        system: () => 'Linux',
        release: () => KERNEL.release,
        machine: () => process.namespaces.uts.machine ?? KERNEL.machine,
        node: () => process.namespaces.uts.hostname,
        platform: () => `Linux-${KERNEL.release}-${process.namespaces.uts.machine ?? KERNEL.machine}-with-glibc2.36`,
        python_implementation: () => 'CPython',
      });
    case 'socket':
      return moduleOf(
        'socket',
        {
          gethostname: () => process.namespaces.uts.hostname,
          gethostbyname: async ([host]) => {
            try {
              return (await resolveName(process, String(host)))[0] ?? '';
            } catch (error) {
              if (!(error instanceof NameError)) throw error;
              throw pyError(
                'OSError',
                error.kind === 'unknown'
                  ? '[Errno -2] Name or service not known'
                  : '[Errno -3] Temporary failure in name resolution',
              );
            }
          },
          socket: () => {
            throw pyError('NotImplementedError', 'drydock: not simulated: python: socket.socket');
          },
        },
        { AF_INET: 2n, SOCK_STREAM: 1n, gaierror: exceptionClass('OSError'), error: exceptionClass('OSError') },
      );
    case 'urllib':
      return moduleOf('urllib', {});
    case 'urllib.request':
      return moduleOf('urllib.request', { urlopen: ([url]) => urlopen(interpreter, String(url), version) });
    case 'urllib.error':
      return moduleOf(
        'urllib.error',
        {},
        { URLError: exceptionClass('URLError'), HTTPError: exceptionClass('HTTPError') },
      );
    case 'signal':
      return moduleOf(
        'signal',
        {
          signal: ([number, handler = null]) => {
            const signal = number === 15n ? 'TERM' : number === 1n ? 'HUP' : number === 10n ? 'USR1' : 'INT';
            process.onSignal(signal, () => {
              void interpreter.call(handler, [number ?? null, null]).catch((error: unknown) => {
                if (error instanceof PyError && error.value.type.name === 'SystemExit') interpreter.stopWith?.(error);
                else interpreter.interrupted = true;
              });
            });
            return null;
          },
          pause: async () => {
            await process.sleep(2 ** 40, { interruptible: true }).catch((error: unknown) => {
              if (!(error instanceof Errno)) throw error;
            });
            return null;
          },
        },
        { SIGTERM: 15n, SIGINT: 2n, SIGHUP: 1n, SIGUSR1: 10n },
      );
    case 'flask':
      return process.fs.exists('/usr/bin/flask') || process.fs.exists('/usr/local/bin/flask')
        ? flaskModule(interpreter, version)
        : undefined;
    case 'redis':
      return process.fs.exists(`/usr/local/lib/python${version.split('.').slice(0, 2).join('.')}/site-packages/redis`)
        ? redisModule(interpreter)
        : undefined;
    case 'typing':
      return moduleOf(
        'typing',
        {},
        Object.fromEntries(
          ['List', 'Dict', 'Optional', 'Any', 'Union', 'Tuple'].map((key) => [key, new PyClass(key, [])]),
        ),
      );
    case 'string':
      return moduleOf(
        'string',
        {},
        {
          ascii_lowercase: 'abcdefghijklmnopqrstuvwxyz',
          ascii_uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
          digits: '0123456789',
          ascii_letters: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
        },
      );
    default:
      return undefined;
  }
}

/** Modules that real Python has and this one hasn't. */
export const UNSIMULATED = new Set(
  'abc argparse ast asyncio base64 bisect collections concurrent configparser contextlib copy csv ctypes dataclasses decimal email enum fractions functools gc getpass glob gzip hashlib heapq hmac html http http.client importlib inspect io ipaddress itertools locale logging multiprocessing operator pathlib pickle pprint queue re resource select shlex shutil smtplib socketserver sqlite3 ssl statistics struct subprocess tarfile tempfile textwrap threading timeit traceback types unicodedata unittest urllib.parse uuid venv warnings weakref xml zipfile zlib'.split(
    ' ',
  ),
);
