import { Errno } from '../kernel/errno.ts';
import type { Stat } from '../kernel/fs/file-system.ts';
import type { Process } from '../kernel/process.ts';

const TYPES: Readonly<Record<string, Stat['type']>> = {
  '-f': 'file',
  '-d': 'directory',
  '-b': 'block',
  '-c': 'char',
  '-p': 'fifo',
  '-S': 'socket',
};
const BITS: Readonly<Record<string, number>> = { '-u': 0o4000, '-g': 0o2000, '-k': 0o1000 };

/** What is there, for conditions: whatever stands in the way, it isn't. */
function statOf({ fs }: Process, path: string, follow = true): Stat | undefined {
  try {
    return follow ? fs.stat(path) : fs.lstat(path);
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  }
}

/** `-f path` and its like, of `test`, `[` and `[[`; an operator that isn't known asks whether there is anything. */
export function testFile(process: Process, operator: string, path: string): boolean {
  if (path === '') return false;
  if (operator === '-h' || operator === '-L') return statOf(process, path, false)?.type === 'symlink';
  const stat = statOf(process, path);
  if (stat === undefined) return false;
  const type = TYPES[operator];
  if (type !== undefined) return stat.type === type;
  const bits = BITS[operator];
  if (bits !== undefined) return (stat.mode & bits) !== 0;
  switch (operator) {
    case '-s':
      return stat.size > 0;
    case '-r':
    case '-w':
    case '-x':
      return process.fs.may(path, operator.slice(1) as 'r' | 'w' | 'x');
    case '-O':
      return stat.uid === process.uid;
    case '-G':
      return stat.gid === process.gid;
    default:
      return true;
  }
}

/** Operators between two words. */
export const BINARY = /^(?:=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

/** Those that take the words as texts or as names of files; undefined for those of numbers. */
export function compareTexts(process: Process, operator: string, left: string, right: string): boolean | undefined {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(process, operator, left, right);
    default:
      return undefined;
  }
}

/** `-nt`, `-ot` and `-ef`: newer, older, the same file. */
function compareFiles(process: Process, operator: '-nt' | '-ot' | '-ef', left: string, right: string): boolean {
  const [first, second] = [statOf(process, left), statOf(process, right)];
  if (operator === '-ef') return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
  const [newer, older] = operator === '-nt' ? [first, second] : [second, first];
  return newer !== undefined && (older === undefined || newer.mtime > older.mtime);
}

/** `-eq` and its like. */
export function compareNumbers<Value extends number | bigint>(operator: string, left: Value, right: Value): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}
