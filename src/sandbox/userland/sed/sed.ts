import { type Bytes, decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Stat } from '../../kernel/fs/file-system.ts';
import { randomLetters } from '../random-letters.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';
import type { Tool } from '../tool/tool.ts';
import { runSed } from './execute.ts';
import { type Command, parseScript, ScriptError } from './script.ts';
import { SedInput } from './input.ts';

export const sed: Tool = {
  name: 'sed',
  about: 'Edit a stream line by line',
  gnu: {
    short: 'bsnrEzuli::e:f:V',
    long:
      'quiet=n silent=n expression:=e file:=f in-place::=i regexp-extended=E separate=s null-data=z unbuffered=u posix ' +
      'debug follow-symlinks line-length:=L sandbox binary=b',
    usage: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
    package: 'GNU sed) 4.9',
  },
  busybox: {
    short: 'i::rEne:f:',
    long: 'expression:=e file:=f in-place::=i regexp-extended=E quiet=n silent=n',
    usage: '[-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\n[-i[SFX]] [-nrE] CMD [FILE]...',
  },
  async run(call) {
    const operands = [...call.operands];
    const parts: string[] = [];
    for (const [key, value] of call.options.given) {
      if (key === 'e') parts.push(value);
      else if (key === 'f') parts.push(decode(await readInput(call.process, value)).replace(/\n$/, ''));
    }
    if (parts.length === 0) {
      const script = operands.shift();
      if (script === undefined) return misuse(call);
      parts.push(script);
    }
    const text = parts.join('\n');
    const quiet = call.has('n') || /^#n(\n|$)/.test(text);
    const commands = await compile(call, text);
    const inPlace = call.has('i');
    if (!inPlace) {
      const input = new SedInput(call, operands.length === 0 ? ['-'] : operands);
      return (await runSed(call, commands, input, quiet, (data) => call.print(data))) ?? call.status;
    }
    for (const path of operands) {
      const status = await editInPlace(call, commands, path, quiet);
      if (status !== undefined) return status;
    }
    return call.status;
  },
};

async function misuse(call: Call): Promise<never> {
  if (!call.gnu) return call.misuse();
  await call.process.err(`Usage: ${call.name} [OPTION]... {script-only-if-no-other-script} [input-file]...\n\n`);
  return call.process.exit(1);
}

async function compile(call: Call, text: string): Promise<Command[]> {
  try {
    return parseScript(text, call.options.lastOf('Er') !== undefined, call.flavour);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    if (call.gnu)
      return call.die(
        error.at < 0
          ? `-e expression #1, char 0: ${error.message}`.replace('-e expression #1, char 0: can', 'can')
          : `-e expression #1, char ${error.at}: ${error.message}`,
      );
    if (error.unknown !== undefined) return call.die(`unsupported command ${error.unknown}`);
    return call.die(BUSYBOX_WORDS[error.message.replace(/`.'$/, '')] ?? error.message);
  }
}

const BUSYBOX_WORDS: Readonly<Record<string, string>> = {
  "unterminated `s' command": "unmatched '/'",
  'unknown option to ': 'unknown option to s',
};

async function editInPlace(call: Call, commands: Command[], path: string, quiet: boolean): Promise<number | undefined> {
  const { fs } = call.process;
  try {
    const stat = fs.stat(path);
    if (stat.type !== 'file') {
      await call.complain(call.gnu ? `couldn't edit ${path}: not a regular file` : `${path}: not a regular file`, 4);
      return undefined;
    }
    const before = fs.readFile(path);
    const out: string[] = [];
    const input = new SedInput(call, [path]);
    for (const command of commands) command.active = false;
    const status = await runSed(call, commands, input, quiet, (data) => out.push(data));
    const rest = status === undefined ? '' : await input.rest();
    const suffix = call.value('i') ?? '';
    if (suffix !== '')
      fs.writeFile(suffix.includes('*') ? suffix.replaceAll('*', path) : path + suffix, before, { mode: stat.mode });
    return (await replaceFile(call, path, encode(out.join('') + rest), stat)) ?? status;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await call.complain(
      call.gnu ? `can't read ${path}: ${error.message}` : `${path}: ${error.message}`,
      call.gnu ? 2 : 1,
    );
    return undefined;
  }
}

/** The new text is written under another name, which then takes the old one: it is another file from then on. */
async function replaceFile(call: Call, path: string, content: Bytes, old: Stat): Promise<undefined> {
  const { fs, credentials } = call.process;
  const letters = randomLetters(call.process, 6);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : './';
  const temporary = call.gnu ? `${folder}sed${letters}` : path + letters;
  const fail = (error: unknown, what: string): Promise<never> => {
    if (!(error instanceof Errno)) throw error;
    return call.die(`${what}: ${error.message}`, call.gnu ? 4 : 1);
  };
  try {
    fs.writeFile(temporary, content, { mode: 0o600 });
  } catch (error) {
    await fail(error, call.gnu ? `couldn't open temporary file ${temporary}` : `can't create temp file '${temporary}'`);
  }
  if (credentials.uid === 0) fs.chown(temporary, old);
  fs.chmod(temporary, old.mode);
  try {
    fs.rename(temporary, path);
  } catch (error) {
    fs.unlink(temporary);
    await fail(error, call.gnu ? `cannot rename ${temporary}` : `can't move '${temporary}' to '${path}'`);
  }
}
