import type { FileType } from '../../kernel/fs/file-system.ts';
import { AccountNames, findGid, findUid } from '../text/accounts.ts';
import { changeMode } from '../text/file-mode.ts';
import { globRegex } from '../text/glob.ts';
import { posixRegex } from '../text/posix-regex.ts';
import { action } from './action.ts';
import type { Expression } from './expression.ts';
import type { Test } from './visited.ts';

const TYPE_LETTERS: Readonly<Record<string, FileType>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  c: 'char',
  b: 'block',
  p: 'fifo',
  s: 'socket',
};

const SIZE_UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 2 ** 20, G: 2 ** 30 };

/** A condition on a file: `-name`, `-size` …; an action where it is none. */
export async function primary(expression: Expression, word: string): Promise<Test> {
  const { call } = expression;
  const { process } = call;
  const value = () => expression.value(word);
  switch (word) {
    case '-name':
    case '-iname': {
      const pattern = globRegex(await value(), word === '-iname' ? 'i' : '');
      return ({ name }) => pattern.test(name);
    }
    case '-path':
    case '-wholename':
    case '-ipath': {
      const pattern = globRegex(await value(), word === '-ipath' ? 'i' : '');
      return ({ path }) => pattern.test(path);
    }
    case '-regex':
    case '-iregex': {
      const pattern = posixRegex(await value(), { extended: false, ignoreCase: word === '-iregex' });
      return ({ path }) => pattern.exec(path)?.[0] === path;
    }
    case '-type': {
      const letters = await value();
      const types = letters.split(',').map((letter) => TYPE_LETTERS[letter]);
      if (types.includes(undefined))
        return call.die(
          call.gnu ? `Unknown argument to -type: ${letters}` : `invalid argument '${letters}' to '-type'`,
        );
      return ({ stat }) => types.includes(stat.type);
    }
    case '-maxdepth':
      expression.maxDepth = Number(await value());
      return () => true;
    case '-mindepth':
      expression.minDepth = Number(await value());
      return () => true;
    case '-depth':
    case '-d':
      expression.depthFirst = true;
      return () => true;
    case '-mount':
      if (!call.gnu) return expression.unknown(word);
      expression.staysOnDevice = true;
      return () => true;
    case '-xdev':
      expression.staysOnDevice = true;
      return () => true;
    case '-follow':
      expression.follow = true;
      return () => true;
    case '-noleaf':
    case '-true':
      return () => true;
    case '-false':
      return () => false;
    case '-size': {
      const text = await value();
      const [, , , unit = ''] = /^([-+]?)(\d+)(.*)$/.exec(text) ?? [];
      const size = SIZE_UNITS[unit || 'b'] ?? 512;
      const compare = comparison(text);
      return ({ stat }) => compare(Math.ceil(stat.size / size));
    }
    case '-mtime':
    case '-mmin':
    case '-ctime':
    case '-cmin':
    case '-atime':
    case '-amin': {
      const compare = comparison(await value());
      const unit = word.endsWith('min') ? 60_000 : 86_400_000;
      return ({ stat }) => compare(Math.floor((process.kernel.clock.now() - stat.mtime) / unit));
    }
    case '-newer': {
      const { mtime } = process.fs.stat(await value());
      return ({ stat }) => stat.mtime > mtime;
    }
    case '-user':
    case '-uid': {
      const name = await value();
      const uid = findUid(process, name);
      if (uid === undefined)
        return call.die(call.gnu ? `'${name}' is not the name of a known user` : `unknown user ${name}`);
      return ({ stat }) => stat.uid === uid;
    }
    case '-group':
    case '-gid': {
      const name = await value();
      const gid = findGid(process, name);
      if (gid === undefined)
        return call.die(call.gnu ? `'${name}' is not the name of an existing group` : `unknown group ${name}`);
      return ({ stat }) => stat.gid === gid;
    }
    case '-nouser':
      return ({ stat }) => new AccountNames(process).user(stat.uid) === undefined;
    case '-nogroup':
      return ({ stat }) => new AccountNames(process).group(stat.gid) === undefined;
    case '-perm':
      return permission(expression, await value());
    case '-readable':
    case '-writable':
    case '-executable':
      return ({ path }) => process.fs.may(path, word === '-executable' ? 'x' : word.slice(1, 2));
    case '-empty':
      return ({ stat, path }) =>
        (stat.type === 'file' && stat.size === 0) ||
        (stat.type === 'directory' && process.fs.readdir(path).length === 0);
    case '-links': {
      const compare = comparison(await value());
      return ({ stat }) => compare(stat.nlink);
    }
    case '-inum': {
      const compare = comparison(await value());
      return ({ stat }) => compare(stat.ino);
    }
    case '-samefile': {
      const { ino, dev } = process.fs.stat(await value());
      return ({ stat }) => stat.ino === ino && stat.dev === dev;
    }
    case '-prune':
      return () => (expression.pruned = true);
    default:
      return action(expression, word);
  }
}

async function permission({ call }: Expression, text: string): Promise<Test> {
  const kind = /^[-/]/.exec(text)?.[0] ?? '';
  const mode = changeMode(text.slice(kind.length), { type: 'file', mode: 0 }, 0);
  if (mode === undefined) return call.die(call.gnu ? `invalid mode ${call.quote(text)}` : `invalid mode '${text}'`);
  return ({ stat }) => {
    if (kind === '-') return (stat.mode & mode) === mode;
    return kind === '/' ? mode === 0 || (stat.mode & mode) !== 0 : stat.mode === mode;
  };
}

/** `5`, `+5` and `-5`. */
function comparison(text: string): (value: number) => boolean {
  const number = parseInt(text.replace(/^[-+]/, ''), 10);
  if (text.startsWith('+')) return (value) => value > number;
  if (text.startsWith('-')) return (value) => value < number;
  return (value) => value === number;
}
