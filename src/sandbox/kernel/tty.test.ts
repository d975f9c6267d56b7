import { expect, test } from 'vitest';
import { concat, decode, encode } from './bytes.ts';
import type { Process, Program } from './process.ts';
import { bootForTest, type TestMachine } from './test-machine.ts';
import { COOKED, RAW, Terminal } from './tty.ts';

const boot = () => bootForTest((callback) => setImmediate(callback));

/** A leader of a session on a terminal, and what its screen shows. */
function login({ kernel, start }: TestMachine, program: Program) {
  const terminal = new Terminal(kernel, { columns: 80, rows: 24 });
  const file = terminal.file();
  const files = new Map([0, 1, 2].map((fd) => [fd, file] as const));
  const process = start(program, { files, terminal });
  const shown: Uint8Array[] = [];
  const drawn = (async () => {
    for await (const chunk of terminal.output) shown.push(chunk);
  })();
  return { terminal, process, drawn, screen: () => decode(concat(shown.length === 0 ? [new Uint8Array()] : shown)) };
}

async function typed(keys: string): Promise<{ read: string[]; screen: string }> {
  const machine = boot();
  const read: string[] = [];
  const { terminal, process, screen, drawn } = login(machine, async (self) => {
    for await (const chunk of self.chunks()) read.push(decode(chunk));
    return 0;
  });
  terminal.input(encode(keys));
  await machine.run(process.exited);
  terminal.hangup();
  await drawn;
  return { read, screen: screen() };
}

test('a line can be edited until Return; what is typed is echoed', async () => {
  expect(await typed('lz\x7fs -a\x17-l\r\x04')).toEqual({ read: ['ls -l\n'], screen: 'lz\b \bs -a\b \b\b \b-l\r\n' });
});

test('^U kills the line, a character of several octets is erased as one', async () => {
  expect((await typed('abc\x15é\u{1f433}\x7f\x7fx\r\x04')).read).toEqual(['x\n']);
});

test('^D after text delivers it, alone it is the end', async () => {
  expect((await typed('ab\x04c\r\x04')).read).toEqual(['ab', 'c\n']);
});

test('^C interrupts the foreground group and forgets what was typed', async () => {
  const machine = boot();
  const { terminal, process, screen } = login(machine, async (self) => {
    const leader = self.spawn({ argv: ['sleep'], group: 'new', program: async (it) => it.sleep(1e9).then(() => 0) });
    const other = self.spawn({ argv: ['cat'], group: leader, program: async (it) => it.sleep(1e9).then(() => 0) });
    terminal.foreground = leader;
    await self.sleep(10);
    terminal.input(encode('abc'));
    await self.sleep(10);
    terminal.input(encode('\x03'));
    const statuses = [await self.wait(leader), await self.wait(other)];
    expect(statuses).toEqual([
      { kind: 'killed', signal: 'INT' },
      { kind: 'killed', signal: 'INT' },
    ]);
    terminal.foreground = self;
    terminal.input(encode('z\r'));
    expect(decode((await self.read(0)) ?? new Uint8Array())).toBe('z\n');
    return 0;
  });
  expect(await machine.run(process.exited)).toEqual({ kind: 'exited', code: 0 });
  expect(screen()).toContain('abc^C');
});

test('^Z stops the foreground group; a background reader is stopped, too', async () => {
  const machine = boot();
  const { terminal, process } = login(machine, async (self) => {
    self.onSignal('TTOU', 'ignore');
    const job = self.spawn({ argv: ['cat'], group: 'new', program: async (it) => it.readAll().then(() => 0) });
    terminal.foreground = job;
    await self.sleep(10);
    terminal.input(encode('\x1a'));
    expect([job.state, self.state]).toEqual(['T', 'R']);
    terminal.foreground = self;
    self.kill(job, 'CONT');
    await self.sleep(10);
    expect(job.stopped).toBe(true);
    terminal.foreground = job;
    self.kill(job, 'CONT');
    terminal.input(encode('\x04'));
    expect(await self.wait(job)).toEqual({ kind: 'exited', code: 0 });
    return 0;
  });
  expect(await machine.run(process.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('in raw mode everything passes', async () => {
  const machine = boot();
  const { terminal, process, screen } = login(machine, async (self) => {
    terminal.termios = RAW;
    terminal.input(encode('\x03\r\x7f'));
    const first = await self.read(0);
    terminal.termios = COOKED;
    await self.out('a\nb');
    return first?.length ?? 0;
  });
  expect(await machine.run(process.exited)).toEqual({ kind: 'exited', code: 3 });
  expect(screen()).toBe('a\r\nb');
});

test('a program that writes more than is drawn waits; ^C drops what is queued', async () => {
  const machine = boot();
  const terminal = new Terminal(machine.kernel);
  let written = 0;
  const files = new Map([[1, terminal.file()]]);
  const yes = machine.start(
    async (self) => {
      for (;;) {
        await self.out('y\n'.repeat(500));
        written++;
      }
    },
    { files, terminal },
  );
  await machine.clock.advance(100);
  expect(written).toBeLessThan(60);
  terminal.input(encode('\x03'));
  expect(await machine.run(yes.exited)).toEqual({ kind: 'killed', signal: 'INT' });
  terminal.hangup();
  expect(decode(await terminal.output.readAll())).toBe('^C');
});

test('resizing tells the foreground group; hanging up ends the session', async () => {
  const machine = boot();
  const seen: string[] = [];
  const { terminal, process } = login(machine, async (self) => {
    self.onSignal('WINCH', (signal) => void seen.push(signal));
    await self.sleep(10);
    terminal.resize({ columns: 100, rows: 30 });
    terminal.resize({ columns: 100, rows: 30 });
    terminal.hangup();
    return 0;
  });
  expect(await machine.run(process.exited)).toEqual({ kind: 'killed', signal: 'HUP' });
  expect(seen).toEqual(['WINCH']);
});

test('numbers of terminals are reused; /dev/tty is the own one', async () => {
  const machine = boot();
  const first = new Terminal(machine.kernel);
  const second = new Terminal(machine.kernel);
  first.hangup();
  expect([second.name, new Terminal(machine.kernel).name]).toEqual(['/dev/pts/1', '/dev/pts/0']);
  const check = async (self: Process) => {
    expect(self.open('/dev/tty').terminal).toBe(second);
    expect(self.open('/dev/pts/1').terminal).toBe(second);
    expect(self.fs.readdir('/dev/pts').map(({ name }) => name)).toEqual(['0', '1', 'ptmx']);
    return 0;
  };
  expect(await machine.run(machine.start(check, { terminal: second }).exited)).toEqual({ kind: 'exited', code: 0 });
});
