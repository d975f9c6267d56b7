import { expect, test } from 'vitest';
import { encode } from '../kernel/bytes.ts';
import { openSession, type Session, shellMachine } from './test-shell.ts';

const turn = (callback: () => void) => void setImmediate(callback);

/** What the screen got, without what switches bracketed paste. */
async function typed(session: Session, text: string): Promise<string> {
  return (await session.type(text)).replace(/\x1b\[\?2004[hl]\r?/g, '');
}

async function bash({ columns = 80 } = {}): Promise<Session> {
  const session = await openSession(shellMachine(turn), ['bash'], { columns });
  expect(await typed(session, '')).toBe('bash-5.2# ');
  return session;
}

test('a line is edited with emacs keys, and only what changes is written', async () => {
  const session = await bash();
  expect(await typed(session, 'ecXho hi')).toBe('ecXho hi');
  expect(await typed(session, '\x01\x1b[C\x1b[C\x1b[3~')).toBe('\x1b[6Dho hi\x1b[K\x1b[5D');
  expect(await typed(session, '\r')).toBe('\x1b[5C\r\nhi\r\nbash-5.2# ');
});

test('^C gives a line up and ends what runs; $? is 130', async () => {
  const session = await bash();
  expect(await typed(session, 'nonsense\x03')).toBe('nonsense^C\r\nbash-5.2# ');
  expect(await typed(session, 'echo $?\r')).toContain('\r\n130\r\n');
  await typed(session, 'sleep 100\r');
  expect(await typed(session, '\x03')).toBe('^C\r\nbash-5.2# ');
  expect(await typed(session, 'echo $?\r')).toContain('\r\n130\r\n');
  await typed(session, 'while :; do :; done\r');
  expect(await typed(session, '\x03')).toBe('^C\r\nbash-5.2# ');
});

test('^Z stops a job, fg brings it back', async () => {
  const session = await bash();
  await typed(session, 'sleep 50\r');
  expect(await typed(session, '\x1a')).toBe('^Z\r\n[1]+  Stopped                 sleep 50\r\nbash-5.2# ');
  expect(await typed(session, 'fg\r')).toBe('fg\r\nsleep 50\r\n');
  await typed(session, '\x03');
  expect(await typed(session, 'jobs\r')).toBe('jobs\r\nbash-5.2# ');
});

test('an open command asks for more; the history keeps it on one line', async () => {
  const session = await bash();
  expect(await typed(session, 'if true\r')).toBe('if true\r\n> ');
  expect(await typed(session, 'then echo y\r')).toBe('then echo y\r\n> ');
  expect(await typed(session, 'fi\r')).toBe('fi\r\ny\r\nbash-5.2# ');
  expect(await typed(session, '\x1b[A')).toBe('if true; then echo y; fi');
});

test('Tab completes one match, and lists several the second time', async () => {
  const session = await bash();
  await typed(session, '> note.txt; > notes.md; > other\r');
  expect(await typed(session, 'cat o\t')).toBe('cat other ');
  await typed(session, '\x15');
  expect(await typed(session, 'cat n\t')).toBe('\x07cat note');
  expect(await typed(session, '\t')).toBe('\x07');
  expect(await typed(session, '\t')).toBe('\nnote.txt  notes.md  \nbash-5.2# cat note'.replaceAll('\n', '\r\n'));
});

test('pasted lines run one after another', async () => {
  const session = await bash();
  expect(await typed(session, '\x1b[200~echo a\necho b\n\x1b[201~')).toBe(
    'echo a\r\na\r\nbash-5.2# echo b\r\nb\r\nbash-5.2# ',
  );
});

test('a long line wraps at the width of the terminal', async () => {
  const session = await bash({ columns: 20 });
  expect(await typed(session, '0123456789')).toBe('0123456789\r\n');
  expect(await typed(session, 'ab\x01')).toBe('ab\x1b[1A\x1b[8C');
});

test('history expansion shows the line that it makes', async () => {
  const session = await bash();
  await typed(session, 'echo one two\r');
  expect(await typed(session, 'echo !$\r')).toBe('echo !$\r\necho two\r\ntwo\r\nbash-5.2# ');
  expect(await typed(session, '!nope\r')).toBe('!nope\r\nbash: !nope: event not found\r\nbash-5.2# ');
});

test('^D on an empty line leaves, with the status of the last command', async () => {
  const session = await bash();
  await typed(session, 'false\r');
  expect(await typed(session, '\x04')).toBe('\r\nexit\r\n');
  expect(session.process.status).toEqual({ kind: 'exited', code: 1 });
});

test('what is typed while a program runs is its input', async () => {
  const session = await bash();
  await typed(session, 'read x; echo "<$x>"\r');
  session.terminal.input(encode('value\r'));
  expect(await typed(session, '')).toBe('value\r\n<value>\r\nbash-5.2# ');
});

test('busybox ash begins with its banner', async () => {
  const session = await openSession(shellMachine(turn), ['ash']);
  expect(await typed(session, '')).toMatch(/^\r\n\r\nBusyBox v[^\r]*\r\nEnter 'help' [^\r]*\r\n\r\n~ # $/);
  expect(await typed(session, 'nosuch\r')).toBe('nosuch\r\nash: nosuch: not found\r\n~ # ');
});
