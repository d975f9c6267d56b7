import { expect, test } from 'vitest';
import { decode, encode } from './bytes.ts';
import { Errno } from './errno.ts';
import type { OpenFile } from './open-file.ts';
import { PidNamespace } from './pid-namespace.ts';
import type { Process, Program } from './process.ts';
import { bootForTest } from './test-machine.ts';

const boot = (options = {}) => bootForTest((callback) => setImmediate(callback), options);
const sleepForever: Program = async (process) => {
  await process.sleep(2 ** 40);
  return 0;
};

/** A child of `parent` that is process 1 of a PID namespace. */
function startInit(parent: Process, program: Program): Process {
  const pid = new PidNamespace(1, parent.namespaces.pid);
  return parent.spawn({ argv: ['init'], program, namespaces: { pid } });
}

test('a writer waits while the pipe is full, and what it writes comes through', async () => {
  const { start, run } = boot();
  const trace: string[] = [];
  const shell = start(async (process) => {
    const [input, output] = process.pipe();
    const writer = process.spawn({
      argv: ['writer'],
      files: new Map([[1, output]]),
      program: async (self) => {
        for (let part = 0; part < 4; part++) {
          await self.write(1, new Uint8Array(65_536));
          trace.push(`written ${part}`);
        }
        return 0;
      },
    });
    const reader = process.spawn({
      argv: ['reader'],
      files: new Map([[0, input]]),
      program: async (self) => {
        await self.sleep(1_000);
        trace.push('reading');
        return (await self.readAll()).length / 65_536;
      },
    });
    await process.wait(writer);
    const status = await process.wait(reader);
    return status.kind === 'exited' ? status.code : -1;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 4 });
  expect(trace.indexOf('reading')).toBe(1);
});

test('a writer without readers dies of SIGPIPE; one that ignores it gets EPIPE', async () => {
  const { start, run } = boot();
  const write = async (self: Process) => {
    for (;;) await self.out('y\n');
  };
  const pipeInto = (process: Process, output: OpenFile, ignored: readonly 'PIPE'[]) =>
    process.spawn({ argv: ['yes'], files: new Map([[1, output]]), program: write, ignored });
  const shell = start(async (process) => {
    const statuses: unknown[] = [];
    for (const ignored of [[], ['PIPE']] as const) {
      const [input, output] = process.pipe();
      const yes = pipeInto(process, output, ignored);
      input.retain();
      await input.read(process, 2);
      input.release();
      statuses.push(await process.wait(yes));
    }
    expect(statuses).toEqual([
      { kind: 'killed', signal: 'PIPE' },
      { kind: 'exited', code: 1 },
    ]);
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('process 1 of a namespace takes signals it handles, and SIGKILL from outside only', async () => {
  const { start, run } = boot();
  const shell = start(async (process) => {
    const handled: string[] = [];
    const init = startInit(process, async (self) => {
      self.onSignal('USR1', (signal) => void handled.push(signal));
      const child = self.spawn({
        argv: ['child'],
        program: async (inner) => {
          const one = inner.find(1) as Process;
          for (const signal of ['TERM', 'KILL', 'STOP', 'USR1'] as const) inner.kill(one, signal);
          return 0;
        },
      });
      await self.wait(child);
      return sleepForever(self);
    });
    await process.sleep(10);
    process.kill(init, 'TERM');
    await process.sleep(10);
    expect([init.status, init.stopped, handled]).toEqual([undefined, false, ['USR1']]);
    process.kill(init, 'KILL');
    expect(await process.wait(init)).toEqual({ kind: 'killed', signal: 'KILL' });
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('the host has another id for a process of a namespace; its end takes all with it', async () => {
  const { kernel, start, run } = boot();
  const shell = start(async (process) => {
    let child: Process | undefined;
    const init = startInit(process, async (self) => {
      child = self.spawn({ argv: ['child'], program: sleepForever });
      expect([self.pid, self.ppid, child.pid, child.ppid]).toEqual([1, 0, 2, 1]);
      expect(child.hostPid).toBe(self.hostPid + 1);
      expect(self.find(process.pid)).not.toBe(process);
      await self.sleep(5);
      return 3;
    });
    expect(await process.wait(init)).toEqual({ kind: 'exited', code: 3 });
    expect(child?.status).toEqual({ kind: 'killed', signal: 'KILL' });
    expect(() => process.spawn({ argv: [], program: sleepForever, namespaces: { pid: init.namespaces.pid } })).toThrow(
      new Errno('ENOMEM'),
    );
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
  expect([...kernel.processes.keys()]).toEqual([1]);
});

test('an orphan goes to process 1, which takes its status; a child nobody waits for stays a zombie', async () => {
  const { kernel, start, run } = boot();
  let grandchild: Process | undefined;
  const shell = start(async (process) => {
    const child = process.spawn({
      argv: ['child'],
      program: async (self) => {
        grandchild = self.spawn({ argv: ['grandchild'], program: async (it) => it.sleep(50).then(() => 0) });
        return 0;
      },
    });
    await process.sleep(10);
    expect([child.state, grandchild?.ppid]).toEqual(['Z', 1]);
    await process.sleep(100);
    expect([child.state, grandchild?.state]).toEqual(['Z', 'X']);
    return 0;
  });
  await run(shell.exited);
  await run(Promise.resolve());
  expect(kernel.processes.size).toBe(1);
});

test('a stopped process does nothing; signals wait for SIGCONT, but not SIGKILL', async () => {
  const { start, run } = boot();
  const shell = start(async (process) => {
    let count = 0;
    const child = process.spawn({
      argv: ['counter'],
      program: async (self) => {
        for (;;) {
          await self.sleep(10);
          count++;
        }
      },
    });
    await process.sleep(55);
    process.kill(child, 'STOP');
    expect([count, child.state]).toEqual([5, 'T']);
    process.kill(child, 'TERM');
    await process.sleep(100);
    expect([count, child.status]).toEqual([5, undefined]);
    process.kill(child, 'CONT');
    expect(await process.wait(child)).toEqual({ kind: 'killed', signal: 'TERM' });
    const other = process.spawn({ argv: ['other'], program: sleepForever });
    process.kill(other, 'STOP');
    process.kill(other, 'KILL');
    expect(await process.wait(other)).toEqual({ kind: 'killed', signal: 'KILL' });
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('a handler interrupts a wait that allows it, and no other', async () => {
  const { start, run, clock } = boot();
  const shell = start(async (process) => {
    const began = clock.now();
    const child = process.spawn({
      argv: ['child'],
      program: async (self) => {
        self.onSignal('USR1', () => {});
        await self.sleep(1_000);
        await self.sleep(1_000, { interruptible: true });
        return 0;
      },
    });
    for (const at of [500, 1_500]) {
      await process.sleep(began + at - clock.now());
      process.kill(child, 'USR1');
    }
    expect(await process.wait(child)).toEqual({ kind: 'exited', code: 1 });
    expect(Math.round((clock.now() - began) / 100)).toBe(15);
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('beyond the limit of processes fork fails with EAGAIN', async () => {
  const { start, run } = boot({ limits: { processes: 10 } });
  const shell = start(async (process) => {
    const children: Process[] = [];
    expect(() => {
      for (;;) children.push(process.spawn({ argv: ['bomb'], program: sleepForever }));
    }).toThrow(new Errno('EAGAIN'));
    expect(children).toHaveLength(8);
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('an executable text without an interpreter is ENOEXEC; #! finds its interpreter', async () => {
  const { loadExecutable } = await import('./exec.ts');
  const { executableHead } = await import('./executable-head.ts');
  const echo: Program = async () => 0;
  const { start, run } = boot({ programs: new Map([['echo', echo]]) });
  const shell = start(async (process) => {
    const { fs } = process;
    fs.writeFile('/bin/echo', executableHead('echo'), { mode: 0o755 });
    fs.writeFile('/bin/script', encode('#! /bin/echo -n\n'), { mode: 0o755 });
    fs.writeFile('/bin/text', encode('hello\n'), { mode: 0o755 });
    fs.writeFile('/bin/data', executableHead('echo'), { mode: 0o644 });
    const { program, argv, exe } = loadExecutable(process, '/bin/script', ['script', 'x']);
    expect([program, argv, exe]).toEqual([echo, ['/bin/echo', '-n', '/bin/script', 'x'], '/bin/echo']);
    // A carriage return belongs to the name of the interpreter, which then isn't there.
    fs.writeFile('/bin/crlf', encode('#!/bin/echo\r\nhi\r\n'), { mode: 0o755 });
    expect(() => loadExecutable(process, '/bin/crlf', [])).toThrow(new Errno('ENOENT', '/bin/echo\r'));
    expect(() => loadExecutable(process, '/bin/text', [])).toThrow(new Errno('ENOEXEC', '/bin/text'));
    expect(() => loadExecutable(process, '/bin/data', [])).toThrow(new Errno('EACCES', '/bin/data'));
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('/dev/stdout is the very open file, a pipe too', async () => {
  const { start, run } = boot();
  const shell = start(async (process) => {
    const [input, output] = process.pipe();
    process.setFile(0, input);
    process.setFile(1, output);
    process.fs.symlink('/dev/stdout', '/var/access.log');
    const log = process.open('/var/access.log', { write: true, append: true });
    expect(log).toBe(output);
    await log.write(process, encode('GET /\n'));
    expect(decode((await process.read(0)) ?? new Uint8Array())).toBe('GET /\n');
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('a named pipe waits for its other side', async () => {
  const { start, run, clock } = boot();
  const shell = start(async (process) => {
    process.fs.mknod('/tmp/fifo', { type: 'fifo' });
    const began = clock.now();
    const writer = process.spawn({
      argv: ['writer'],
      program: async (self) => {
        await self.sleep(100);
        self.setFile(1, self.open('/tmp/fifo', { write: true }));
        await self.out('hello\n');
        return 0;
      },
    });
    for (const expected of ['hello\n', 'again\n']) {
      process.setFile(0, process.open('/tmp/fifo'));
      const next = process.spawn({
        argv: ['writer'],
        program: async (self) => {
          if (expected === 'hello\n') return 0;
          self.setFile(1, self.open('/tmp/fifo', { write: true }));
          await self.out('again\n');
          return 0;
        },
      });
      expect(decode(await process.readAll())).toBe(expected);
      process.closeFile(0);
      await process.wait(next);
    }
    await process.wait(writer);
    expect(Math.round((clock.now() - began) / 10)).toBe(10);
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('in a user namespace one is root, but not of files whose owner is not mapped', async () => {
  const { start, run } = boot();
  const { unshare } = await import('./unshare.ts');
  const { HOST_ROOT } = await import('./credentials.ts');
  const shell = start(
    async (process) => {
      process.fs.writeFile('/tmp/mine', encode('x'), { mode: 0o400 });
      unshare(process, ['user']);
      expect([process.uid, process.has('CAP_SYS_ADMIN')]).toEqual([65_534, true]);
      process.fs.writeFile('/proc/self/uid_map', encode('0 1000 1\n'));
      expect(() => process.fs.writeFile('/proc/self/gid_map', encode('0 1000 1\n'))).toThrow(Errno);
      process.fs.writeFile('/proc/self/setgroups', encode('deny'));
      process.fs.writeFile('/proc/self/gid_map', encode('0 1000 1\n'));
      expect([process.uid, process.gid]).toEqual([0, 0]);
      process.fs.writeFile('/tmp/mine', encode('y'));
      expect(() => process.fs.writeFile('/etc/x', encode('y'))).toThrow(new Errno('EACCES', '/etc/x'));
      expect(() => process.kill(process.find(1) as Process, 'TERM')).toThrow(new Errno('EPERM'));
      return 0;
    },
    { credentials: { ...HOST_ROOT, uid: 1000, gid: 1000, groups: [], capabilities: new Set() } },
  );
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});

test('a program that waits for what the kernel does not know of dies of a signal, too', async () => {
  const { start, run } = boot();
  const shell = start(async (process) => {
    const child = process.spawn({ argv: ['stuck'], program: () => new Promise(() => {}) });
    await process.sleep(1);
    process.kill(child, 'TERM');
    expect(await process.wait(child)).toEqual({ kind: 'killed', signal: 'TERM' });
    return 0;
  });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
});
