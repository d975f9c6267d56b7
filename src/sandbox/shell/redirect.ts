import type { Redirection } from 'unbash';
import { encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { OpenFlags } from '../kernel/open.ts';
import { ShellError } from './error.ts';
import { expandParts, expandText, expandWords } from './expand/word.ts';
import { getParameter, setParameter } from './parameter.ts';
import type { Shell } from './shell.ts';
import { TextFile } from './text-file.ts';

/** Runs something while descriptors point elsewhere. @param keep `exec`: they stay as they are */
export async function withRedirections<T>(
  shell: Shell,
  redirections: readonly Redirection[],
  work: () => Promise<T>,
  { keep = false } = {},
): Promise<T> {
  if (redirections.length === 0) return work();
  const saved = new Map<number, OpenFile | undefined>();
  let done = false;
  try {
    for (const redirection of redirections) await apply(shell, redirection, saved);
    done = true;
    return await work();
  } finally {
    if (keep && done) for (const file of saved.values()) file?.release();
    else restore(shell, saved);
  }
}

function restore(shell: Shell, saved: ReadonlyMap<number, OpenFile | undefined>): void {
  const { process } = shell;
  if (process.status !== undefined) return;
  for (const [fd, file] of saved) {
    if (file === undefined) {
      if (process.files.has(fd)) process.closeFile(fd);
    } else {
      process.setFile(fd, file);
      file.release();
    }
  }
}

type Saved = Map<number, OpenFile | undefined>;

function remember(shell: Shell, fd: number, saved: Saved): void {
  if (!saved.has(fd)) saved.set(fd, shell.file(fd)?.retain());
}

function put(shell: Shell, fd: number, file: OpenFile, saved: Saved): void {
  remember(shell, fd, saved);
  shell.process.setFile(fd, file);
}

async function apply(shell: Shell, redirection: Redirection, saved: Saved): Promise<void> {
  if (redirection.type === 'HereDoc' || redirection.type === 'HereString') {
    const text = await documentText(shell, redirection);
    put(shell, descriptor(shell, redirection, 0), new TextFile(encode(text), shell.process.kernel.nextInode()), saved);
    return;
  }
  const { operator, target } = redirection;
  const word = target === undefined ? '' : await targetText(shell, target);
  const standard = operator.startsWith('<') ? 0 : 1;
  if (operator === '>&' || operator === '<&') {
    const both = operator === '>&' && redirection.descriptor === undefined && !/^(?:\d+-?|-)$/.test(word);
    if (!both) return duplicate(shell, descriptor(shell, redirection, standard), word, saved);
  }
  const file = openTarget(shell, word, operator).retain();
  try {
    if (operator === '&>' || operator === '&>>' || operator === '>&') {
      put(shell, 1, file, saved);
      put(shell, 2, file, saved);
    } else put(shell, descriptor(shell, redirection, standard), file, saved);
  } finally {
    file.release();
  }
}

async function targetText(
  shell: Shell,
  target: NonNullable<Extract<Redirection, { type: 'Redirect' }>['target']>,
): Promise<string> {
  const words = await expandWords(shell, [target]);
  if (words.length !== 1 || words[0] === undefined) throw new ShellError(`${target.text}: ambiguous redirect`);
  return words[0];
}

async function documentText(
  shell: Shell,
  node: Extract<Redirection, { type: 'HereDoc' | 'HereString' }>,
): Promise<string> {
  if (node.type === 'HereString') return `${node.target === undefined ? '' : await expandText(shell, node.target)}\n`;
  const { body, delimiter, operator } = node;
  if (delimiter?.quoted === true || body.parts === undefined) {
    const text =
      delimiter?.quoted === true
        ? body.text
        : body.text.replace(/\\([$`\\\n])/g, (_, char: string) => (char === '\n' ? '' : char));
    return operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
  }
  // Tabs go before expansion: those that a variable brings stay.
  const parts = body.parts.map((part) =>
    operator === '<<-' && part.type === 'Literal'
      ? {
          type: part.type,
          pos: part.pos,
          end: part.end,
          text: part.text,
          value: part.value.replace(/(^|\n)\t+/g, '$1'),
        }
      : part,
  );
  const groups = await expandParts(shell, parts, 'quoted');
  return groups.map((group) => group.map((piece) => piece.text).join('')).join(' ');
}

/** The number before the operator; `{name}` takes a free one and keeps it. */
function descriptor(shell: Shell, { descriptor: given }: Redirection, standard: number): number {
  if (given === undefined) return standard;
  if (given.type === 'FileDescriptor') return given.value;
  const current = getParameter(shell, given.name);
  const fd = shell.process.freeDescriptor(10);
  if (current !== undefined && /^\d+$/.test(current) && shell.file(Number(current)) !== undefined)
    return Number(current);
  setParameter(shell, given.name, String(fd));
  return fd;
}

function duplicate(shell: Shell, fd: number, word: string, saved: Saved): void {
  if (word === '-') {
    if (shell.file(fd) === undefined) return;
    remember(shell, fd, saved);
    shell.process.closeFile(fd);
    return;
  }
  const moves = word.endsWith('-');
  const from = Number(moves ? word.slice(0, -1) : word);
  if (!Number.isInteger(from)) throw new ShellError(`${word}: ambiguous redirect`);
  const file = shell.file(from);
  if (file === undefined) {
    const { name } = shell.dialect;
    throw new ShellError(
      `${name === 'ash' ? `dup2(${word},${fd})` : word}: Bad file descriptor`,
      name === 'dash' ? 2 : 1,
    );
  }
  put(shell, fd, file, saved);
  if (!moves || from === fd) return;
  remember(shell, from, saved);
  shell.process.closeFile(from);
}

const FLAGS: Readonly<Record<string, OpenFlags>> = {
  '<': { read: true },
  '<>': { read: true, write: true, create: true },
  '>>': { write: true, create: true, append: true },
  '&>>': { write: true, create: true, append: true },
};
const TRUNCATE: OpenFlags = { write: true, create: true, truncate: true };

function openTarget(shell: Shell, path: string, operator: string): OpenFile {
  const flags = FLAGS[operator] ?? TRUNCATE;
  const { process } = shell;
  try {
    if (
      shell.option('noclobber') &&
      operator === '>' &&
      process.fs.exists(path) &&
      process.fs.stat(path).type === 'file'
    ) {
      throw refusal(shell, path, { message: 'File exists' }, true, `${path}: cannot overwrite existing file`);
    }
    return process.open(path, flags);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw refusal(shell, path, error, flags.create === true);
  }
}

function refusal(
  { dialect }: Shell,
  path: string,
  { message }: { readonly message: string },
  creating: boolean,
  bash = dialect.cannotOpen(path, message, creating),
): ShellError {
  const text = dialect.name === 'bash' ? bash : dialect.cannotOpen(path, message, creating);
  return new ShellError(text, dialect.cannotOpenStatus);
}
