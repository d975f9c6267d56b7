import { Errno } from '../../kernel/errno.ts';
import { lookAt } from '../ls/listed.ts';
import { formatLong } from '../ls/long.ts';
import { AccountNames } from '../text/accounts.ts';
import { quoteName } from '../tool/quote.ts';
import type { Expression } from './expression.ts';
import { printFormat } from './print-format.ts';
import type { Test, Visited } from './visited.ts';

/** What is done with a file that was found. */
export async function action(expression: Expression, word: string): Promise<Test> {
  const { call } = expression;
  const { process } = call;
  const value = () => expression.value(word);
  switch (word) {
    case '-print':
      return acting(expression, ({ path }) => call.print(`${path}\n`));
    case '-print0':
      return acting(expression, ({ path }) => call.print(`${path}\0`));
    case '-printf': {
      const format = await value();
      const names = new AccountNames(process);
      return acting(expression, (file) => call.print(printFormat(format, file, names)));
    }
    case '-ls': {
      const names = new AccountNames(process);
      return acting(expression, ({ path }) => {
        const entry = lookAt(process, path, path, false);
        const style = {
          busybox: false,
          names,
          owner: true,
          group: true,
          human: undefined,
          inode: true,
          blocks: true,
          time: 'locale',
          now: process.kernel.clock.now(),
        };
        call.print(formatLong([entry], style, ({ path: shown }) => shown));
      });
    }
    case '-quit':
      expression.acts = true;
      return async () => {
        await expression.finish();
        await call.flush();
        return process.exit(call.status);
      };
    case '-delete':
      if (!call.gnu) return expression.unknown(word);
      expression.depthFirst = true;
      expression.acts = true;
      return async ({ path, stat }) => {
        if (path === '.') return true;
        try {
          if (stat.type === 'directory') process.fs.rmdir(path);
          else process.fs.unlink(path);
          return true;
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
          await call.complain(
            call.gnu ? `cannot delete ${quoteName(path)}: ${error.message}` : `${path}: ${error.message}`,
          );
          return false;
        }
      };
    case '-exec':
    case '-execdir':
      return execute(expression, word);
    case '-daystart':
    case '-ok':
    case '-okdir':
      await process.err(`drydock: not simulated: find ${word}\n`);
      return process.exit(1);
    default:
      return expression.unknown(word);
  }
}

function acting(expression: Expression, act: (file: Visited) => void): Test {
  expression.acts = true;
  return (file) => {
    act(file);
    return true;
  };
}

async function execute(expression: Expression, word: string): Promise<Test> {
  expression.acts = true;
  const { call, words } = expression;
  const end = words.findIndex((part, index) => part === ';' || (part === '+' && words[index - 1] === '{}'));
  if (end < 0) return call.die(call.gnu ? `missing argument to \`${word}'` : `${word} requires an argument`);
  const command = words.splice(0, end + 1);
  if (command.pop() === '+') {
    const batch = { command: command.slice(0, -1), paths: [] as string[] };
    expression.batches.push(batch);
    return ({ path }) => {
      batch.paths.push(path);
      return true;
    };
  }
  return async ({ path }) => (await expression.execute(command.map((part) => part.replaceAll('{}', path)))) === 0;
}
