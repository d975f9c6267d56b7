import { expect, test } from 'vitest';
import { TypedCommands } from './typed-commands.ts';

test('input while a command runs belongs to it', () => {
  const commands = new TypedCommands();
  commands.type('docker run -it alpine\r');
  commands.begin('docker run -it alpine');
  commands.type('ls\r');
  commands.type('exit\r');
  expect(commands.running).toEqual([{ command: 'docker run -it alpine', input: 'ls\rexit\r' }]);
  expect(commands.end(0)).toEqual({ command: 'docker run -it alpine', input: 'ls\rexit\r', exit: 0 });
  expect(commands.end(0)).toBeUndefined();
});

test('of two lines that were pasted the first is the first to end', () => {
  const commands = new TypedCommands();
  commands.begin('false');
  commands.begin('true');
  expect(commands.end(1)).toEqual({ command: 'false', exit: 1 });
  expect(commands.end(0)).toEqual({ command: 'true', exit: 0 });
  expect(commands.running).toEqual([]);
});
