import { expect, test } from 'vitest';
import { TestHost } from './test-kernel.ts';

const host = (files = {}, flavour: 'gnu' | 'busybox' = 'gnu') =>
  new TestHost(flavour, (callback) => setImmediate(callback), files);

test('a reader that stops ends the writer with SIGPIPE', async () => {
  const machine = host();
  expect((await machine.pipeline(['yes'], ['head', '-n', '2'])).stdout).toBe('y\ny\n');
  expect([...machine.kernel.processes.values()].map(({ comm }) => comm)).not.toContain('yes');
});

test('tail -f prints what is added, and goes on', async () => {
  const machine = host({ log: 'one\n' });
  const tail = machine.start(['tail', '-f', 'log']);
  await machine.advance(100);
  expect(tail.output()).toBe('one\n');
  machine.append('log', 'two\n');
  await machine.advance(2_000);
  expect(tail.output()).toBe('one\ntwo\n');
  expect(tail.process.status).toBeUndefined();
});

test('tail -F follows the name to another file', async () => {
  const machine = host({ log: 'one\n' });
  const tail = machine.start(['tail', '-F', 'log']);
  await machine.advance(100);
  await machine.run(['mv', 'log', 'log.1']);
  machine.write('log', 'new\n');
  await machine.advance(2_000);
  expect(tail.output()).toContain("tail: 'log' has been replaced;  following new file\nnew\n");
});

test('cat passes on what comes before its input ends', async () => {
  const machine = host();
  const cat = machine.start(['cat']);
  await cat.type('hello\n');
  await machine.advance(10);
  expect(cat.output()).toBe('hello\n');
  expect(cat.process.status).toBeUndefined();
});

test('tail /dev/zero is killed where memory is limited', async () => {
  const machine = host({}, 'busybox');
  machine.kernel.cgroup.memoryMax = 16 * 2 ** 20;
  expect((await machine.run(['tail', '/dev/zero'])).exit).toBe(137);
});

test('head takes no more of a file than it prints, so that the next reader goes on there', async () => {
  const machine = host({ f: 'a\nb\nc\n' });
  expect((await machine.run(['head', '-n', '1', 'f'])).stdout).toBe('a\n');
  expect((await machine.pipeline(['cat', 'f'], ['sed', '-n', '2p'])).stdout).toBe('b\n');
});

test('timeout ends a program that takes too long', async () => {
  expect((await host().run(['timeout', '1', 'sleep', '60'])).exit).toBe(124);
  expect((await host({}, 'busybox').run(['timeout', '1', 'sleep', '60'])).exit).toBe(143);
});

test('what needs a capability is refused without it', async () => {
  const machine = host({ 'm/': '' });
  machine.drop('CAP_SYS_ADMIN', 'CAP_SYS_TIME');
  expect((await machine.run(['mount', '-t', 'tmpfs', 'none', 'm'])).stderr).toMatch(
    /^mount: \/work\/m: permission denied\.\n/,
  );
  expect((await machine.run(['hostname', 'x'])).stderr).toBe('hostname: you must be root to change the host name\n');
  expect((await machine.run(['date', '-s', '2030-01-01'])).stderr).toBe(
    'date: cannot set date: Operation not permitted\n',
  );
});

test('a tmpfs that is mounted holds files, and is gone after umount', async () => {
  const machine = host({ 'm/': '' });
  expect(await machine.run(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', 'm'])).toEqual({
    stdout: '',
    stderr: '',
    exit: 0,
  });
  await machine.run(['touch', 'm/new']);
  expect((await machine.run(['df', '-h', 'm'])).stdout).toMatch(/^none +1\.0M +0 +1\.0M +0% \/work\/m$/m);
  await machine.run(['umount', 'm']);
  expect(machine.exists('m/new')).toBe(false);
});

test('processes are listed in the columns of their flavour', async () => {
  expect((await host().run(['ps', '-ef'])).stdout).toMatch(/^UID +PID +PPID  C STIME TTY +TIME CMD\nroot +1 +0 /);
  expect((await host({}, 'busybox').run(['ps', '-o', 'pid,args'])).stdout).toMatch(
    /^PID {3}COMMAND\n {4}1 \/sbin\/init\n/,
  );
});

test('an archive gives back what went in', async () => {
  const machine = host({ 'd/a': 'one\n', 'd/b/c': 'two\n' });
  await machine.run(['tar', 'czf', 'a.tgz', '-C', 'd', '.']);
  await machine.run(['mkdir', 'out']);
  await machine.run(['tar', 'xzf', 'a.tgz', '-C', 'out']);
  expect(machine.read('out/b/c')).toBe('two\n');
});

test('jq comes when it is called', async () => {
  const answer = await host().run(['jq', '-r', '.[] | select(.up) | .name'], {
    stdin: '[{"name":"web","up":true},{"name":"db"}]',
  });
  expect(answer).toEqual({ stdout: 'web\n', stderr: '', exit: 0 });
});
