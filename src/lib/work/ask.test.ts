import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Office } from './ask.ts';
import { Kept } from './kept.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-work-'));
const before = process.env['DRYDOCK_CACHE'];
beforeAll(() => {
  process.env['DRYDOCK_CACHE'] = join(folder, 'kept');
});
afterAll(() => {
  if (before === undefined) delete process.env['DRYDOCK_CACHE'];
  else process.env['DRYDOCK_CACHE'] = before;
  rmSync(folder, { recursive: true, force: true });
});

/** A program whose answers tell which run of it gave them. */
const program = join(folder, 'program.ts');
writeFileSync(
  program,
  `import { answerWith } from ${JSON.stringify(resolve('src/lib/work/answer.ts'))};
import { greeting } from './greeting.ts';
answerWith({ greet: async (name: string) => {
  if (name === '') throw new Error('nobody to greet');
  return { text: \`\${greeting}, \${name}\`, at: process.hrtime.bigint().toString() };
} });`,
);
const greetWith = (greeting: string): void =>
  writeFileSync(join(folder, 'greeting.ts'), `export const greeting = ${JSON.stringify(greeting)};`);

test('an answer is kept until the question or anything of the program changes', async () => {
  greetWith('Hello');
  const first = await (await Office.open(program)).ask('greet', 'Ada');
  expect(first).toMatchObject({ text: 'Hello, Ada' });
  expect(await (await Office.open(program)).ask('greet', 'Ada')).toEqual(first);
  expect(await (await Office.open(program)).ask('greet', 'Bob')).toMatchObject({ text: 'Hello, Bob' });

  greetWith('Good day');
  expect(await (await Office.open(program)).ask('greet', 'Ada')).toMatchObject({ text: 'Good day, Ada' });
  greetWith('Hello');
  expect(await (await Office.open(program)).ask('greet', 'Ada')).toEqual(first);
});

test('more questions than threads are all answered; a mistake is told and not kept', async () => {
  greetWith('Hello');
  const office = await Office.open(program);
  const names = Array.from({ length: 30 }, (_, index) => `reader ${index}`);
  const answers = await Promise.all(names.map((name) => office.ask('greet', name)));
  expect(answers.map((answer) => (answer as { text: string }).text)).toEqual(names.map((name) => `Hello, ${name}`));
  for (let turn = 0; turn < 2; turn++) await expect(office.ask('greet', '')).rejects.toThrow('nobody to greet');
  await expect(office.ask('sing', '')).rejects.toThrow('does not know');
});

test('what nobody has added to for a week is forgotten', async () => {
  for (const maker of ['old', 'recent']) await (await Kept.open('things', maker)).put('question', 'answer');
  utimesSync(join(folder, 'kept/things/old'), 0, 0);
  await Kept.open('things', 'new');
  expect(readdirSync(join(folder, 'kept/things')).sort()).toEqual(['new', 'recent']);
});
