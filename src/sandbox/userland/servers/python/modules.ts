import { KERNEL } from '../../../kernel/proc/machine.ts';
import { datetimeModule } from './datetime.ts';
import { exceptionClass } from './exceptions.ts';
import { flaskModule } from './flask.ts';
import type { Interpreter } from './interpreter.ts';
import { moduleOf } from './module-of.ts';
import { redisModule } from './redis-module.ts';
import { jsonModule } from './standard/json.ts';
import { mathModule } from './standard/math.ts';
import { osModule } from './standard/os.ts';
import { randomModule } from './standard/random.ts';
import { signalModule } from './standard/signal.ts';
import { socketModule } from './standard/socket.ts';
import { sysModule } from './standard/sys.ts';
import { timeModule } from './standard/time.ts';
import { urlopen } from './urlopen.ts';
import { PyClass, type PyModule } from './values.ts';

/** A module that is simulated, of the standard library or installed; undefined for all others. */
export function standardModule(
  interpreter: Interpreter,
  name: string,
  version: string,
  argv: readonly string[],
): PyModule | undefined {
  const { process } = interpreter;
  switch (name) {
    case 'sys':
      return sysModule(interpreter, version, argv);
    case 'os':
      return osModule(interpreter);
    case 'time':
      return timeModule(interpreter);
    case 'json':
      return jsonModule(interpreter);
    case 'math':
      return mathModule();
    case 'random':
      return randomModule(interpreter);
    case 'socket':
      return socketModule(interpreter);
    case 'signal':
      return signalModule(interpreter);
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
