import { runProgram } from './tool/run-program.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const env: Tool = {
  name: 'env',
  about: 'Print the environment, or run a program with a changed one',
  gnu: {
    short: 'iu:0C:S:v',
    long: 'ignore-environment=i unset:=u null=0 chdir:=C split-string:=S debug=v',
    usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
    failure: 125,
    leading: true,
  },
  busybox: {
    short: 'iu:0',
    long: 'ignore-environment=i unset:=u null=0',
    usage: '[-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]',
    leading: true,
  },
  async run(call) {
    const { process } = call;
    const words = [...(call.value('S')?.trim().split(/\s+/) ?? []), ...call.operands];
    const empty = call.has('i') || words[0] === '-';
    if (words[0] === '-') words.shift();
    const changed = new Map(empty ? [] : process.env);
    for (const name of call.options.values('u')) changed.delete(name);
    for (let word = words[0]; word?.includes('='); word = words[0]) {
      const equals = word.indexOf('=');
      changed.set(word.slice(0, equals), word.slice(equals + 1));
      words.shift();
    }
    const directory = call.value('C');
    if (directory !== undefined) process.become({ cwd: process.fs.realpath(directory) });
    const [command] = words;
    if (command === undefined) {
      const end = call.has('0') ? '\0' : '\n';
      for (const [name, value] of changed) call.print(`${name}=${value}${end}`);
      return 0;
    }
    return runProgram(call, words, {
      env: changed,
      words: ({ message }) =>
        call.gnu ? `${quoteName(command)}: ${message}` : `can't execute '${command}': ${message}`,
    });
  },
};

export const printenv: Tool = {
  name: 'printenv',
  about: 'Print variables of the environment',
  gnu: { short: '0', long: 'null=0', usage: '[OPTION]... [VARIABLE]...', failure: 2, leading: true },
  busybox: { usage: '[VARIABLE]...' },
  async run(call) {
    const end = call.has('0') ? '\0' : '\n';
    if (call.operands.length === 0) for (const [name, value] of call.process.env) call.print(`${name}=${value}${end}`);
    let missing = false;
    for (const name of call.operands) {
      const value = call.process.env.get(name);
      if (value === undefined) missing = true;
      else call.print(value + end);
    }
    return missing ? 1 : 0;
  },
};
