import type { Errno } from '../../../kernel/errno.ts';
import { errnoNumber } from '../errno-number.ts';
import { PyClass, PyError, PyInstance, PyTuple, type Value } from './values.ts';

const TREE = `BaseException
 SystemExit
 KeyboardInterrupt
 GeneratorExit
 Exception
  StopIteration
  ArithmeticError
   ZeroDivisionError
   OverflowError
  AssertionError
  AttributeError
  EOFError
  ImportError
   ModuleNotFoundError
  LookupError
   IndexError
   KeyError
  MemoryError
  NameError
   UnboundLocalError
  OSError
   FileNotFoundError
   FileExistsError
   IsADirectoryError
   NotADirectoryError
   PermissionError
   TimeoutError
   ConnectionError
    ConnectionRefusedError
    ConnectionResetError
    BrokenPipeError
  RuntimeError
   NotImplementedError
   RecursionError
  SyntaxError
   IndentationError
  TypeError
  ValueError
   UnicodeDecodeError
   JSONDecodeError
  Warning
   DeprecationWarning
  URLError
   HTTPError`;

/** Built-in exceptions by name. */
export const EXCEPTIONS: ReadonlyMap<string, PyClass> = (() => {
  const classes = new Map<string, PyClass>();
  const above: PyClass[] = [];
  for (const line of TREE.split('\n')) {
    const depth = line.length - line.trimStart().length;
    const parent = above[depth - 1];
    const made = new PyClass(line.trim(), parent === undefined ? [] : [parent]);
    above[depth] = made;
    classes.set(made.name, made);
  }
  const os = classes.get('OSError');
  if (os !== undefined) {
    classes.set('IOError', os);
    classes.set('EnvironmentError', os);
  }
  return classes;
})();

export function exceptionClass(name: string): PyClass {
  const found = EXCEPTIONS.get(name);
  if (found === undefined) throw new Error(`no exception ${name}`);
  return found;
}

/** An exception to throw. */
export function pyError(name: string, ...args: Value[]): PyError {
  const instance = new PyInstance(exceptionClass(name));
  instance.attributes.set('args', new PyTuple(args));
  return new PyError(instance);
}

const BY_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'FileNotFoundError', EEXIST: 'FileExistsError', EISDIR: 'IsADirectoryError', ENOTDIR: 'NotADirectoryError',
  EACCES: 'PermissionError', EPERM: 'PermissionError', ECONNREFUSED: 'ConnectionRefusedError', EPIPE: 'BrokenPipeError',
  ECONNRESET: 'ConnectionResetError', ETIMEDOUT: 'TimeoutError',
}; // prettier-ignore

/** What a failed system call becomes. */
export function osError(error: Errno, path: string): PyError {
  const made = pyError(BY_CODE[error.code] ?? 'OSError', BigInt(errnoNumber(error)), error.message);
  made.value.attributes.set('errno', BigInt(errnoNumber(error)));
  made.value.attributes.set('strerror', error.message);
  if (path !== undefined) made.value.attributes.set('filename', path);
  return made;
}
