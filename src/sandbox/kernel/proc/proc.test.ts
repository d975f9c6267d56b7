import { expect, test } from 'vitest';
import { decode, encode } from '../bytes.ts';
import { DOCKER_CAPABILITIES, HOST_ROOT } from '../credentials.ts';
import { Errno } from '../errno.ts';
import { PidNamespace } from '../pid-namespace.ts';
import type { Process } from '../process.ts';
import { bootForTest } from '../test-machine.ts';
import { setNamespaces, unshare } from '../unshare.ts';
import { createProc } from './proc.ts';

async function asRoot(work: (process: Process) => Promise<void>): Promise<void> {
  const { start, run } = bootForTest((callback) => setImmediate(callback));
  const shell = start(async (process) => work(process).then(() => 0), { argv: ['sh', '-c', 'x y'], exe: '/bin/sh' });
  expect(await run(shell.exited)).toEqual({ kind: 'exited', code: 0 });
}

const read = (process: Process, path: string) => decode(process.fs.readFile(path));

test('/proc/self is the one who asks; its files tell of it', () =>
  asRoot(async (process) => {
    const { fs, pid } = process;
    expect(fs.readlink('/proc/self')).toBe(String(pid));
    expect(read(process, '/proc/self/cmdline')).toBe('sh\0-c\0x y\0');
    expect(read(process, `/proc/${pid}/comm`)).toBe('sh\n');
    expect(fs.readlink('/proc/self/exe')).toBe('/bin/sh');
    expect(fs.readlink('/proc/self/cwd')).toBe('/');
    expect(fs.readlink('/proc/self/ns/uts')).toBe('uts:[4026531838]');
    expect(read(process, '/proc/self/stat')).toMatch(new RegExp(`^${pid} \\(sh\\) R 1 ${pid} ${pid} 0 -1 `));
    expect(read(process, '/proc/self/stat').trim().split(' ')).toHaveLength(52);
    expect(read(process, '/proc/mounts')).toContain('proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\n');
    expect(fs.readdir('/proc').map(({ name }) => name)).toContain(String(pid));
  }));

test('in a PID namespace other ids are seen, and only those that are in it', () =>
  asRoot(async (process) => {
    const pid = new PidNamespace(1, process.namespaces.pid);
    const init = process.spawn({
      argv: ['init'],
      namespaces: { pid },
      credentials: { ...HOST_ROOT, capabilities: new Set(DOCKER_CAPABILITIES), seccomp: 2 },
      program: async (self) => {
        unshareMounts(self);
        self.namespaces.mnt.mount({ fs: createProc(self.kernel, pid) }, self.fs.resolve('/proc'));
        expect(self.fs.readdir('/proc').filter(({ name }) => /^\d+$/.test(name))).toHaveLength(1);
        expect(read(self, '/proc/self/status')).toMatch(/Pid:\t1\nPPid:\t0\n/);
        expect(read(self, '/proc/1/status')).toContain('CapEff:\t00000000a80425fb\n');
        expect(read(self, '/proc/1/status')).toContain('Seccomp:\t2\n');
        await self.sleep(100);
        return 0;
      },
    });
    await process.sleep(10);
    expect(process.fs.exists(`/proc/${init.hostPid}/root/proc/2`)).toBe(false);
    expect(process.fs.readlink(`/proc/${init.hostPid}/root/proc/1/ns/pid`)).toBe('pid:[1]');
    expect(read(process, `/proc/${init.hostPid}/status`)).toContain(`NSpid:\t${init.hostPid}\t1\n`);
    expect(read(process, `/proc/${init.hostPid}/status`)).toContain(`PPid:\t${process.pid}\n`);
    await process.wait(init);
    expect(process.fs.exists(`/proc/${init.hostPid}`)).toBe(false);
  }));

/** As runc does it, with rights that the process itself hasn't. */
function unshareMounts(process: Process): void {
  const { mounts } = process.namespaces.mnt.clone(process.kernel.nextInode());
  mounts.propagate(mounts.root, 'private', { recursive: true });
  process.become({ namespaces: { mnt: mounts } });
}

test('the host name is that of the own UTS namespace; settings can be written', () =>
  asRoot(async (process) => {
    const child = process.spawn({
      argv: ['sh'],
      program: async (self) => {
        unshare(self, ['uts', 'net']);
        self.fs.writeFile('/proc/sys/kernel/hostname', encode('inner\n'));
        expect(self.namespaces.uts.hostname).toBe('inner');
        expect(read(self, '/proc/sys/net/ipv4/ip_forward')).toBe('0\n');
        self.fs.writeFile('/proc/sys/net/ipv4/ip_forward', encode('1\n'));
        expect(() => self.fs.writeFile('/proc/sys/net/ipv4/ip_forward', encode('yes'))).toThrow(Errno);
        return 0;
      },
    });
    expect(await process.wait(child)).toEqual({ kind: 'exited', code: 0 });
    expect(read(process, '/proc/sys/kernel/hostname')).toBe('test\n');
    expect(read(process, '/proc/sys/net/ipv4/ip_forward')).toBe('0\n');
  }));

test('after unshare --pid the first child is process 1; setns goes back', () =>
  asRoot(async (process) => {
    const host = process.namespaces.pid;
    unshare(process, ['pid']);
    expect(process.pid).toBeGreaterThan(1);
    const ofChildren = () => process.fs.readlink('/proc/self/ns/pid_for_children');
    expect(ofChildren).toThrow(new Errno('ENOENT', '/proc/self/ns/pid_for_children'));
    const child = process.spawn({ argv: ['sh'], program: async (self) => self.pid });
    expect(ofChildren()).not.toBe(process.fs.readlink('/proc/self/ns/pid'));
    expect(await process.wait(child)).toEqual({ kind: 'exited', code: 1 });
    expect(() => process.spawn({ argv: ['sh'], program: async () => 0 })).toThrow(new Errno('ENOMEM'));
    setNamespaces(process, { pid: host });
    const other = process.spawn({ argv: ['sh'], program: async (self) => Number(self.pid === self.hostPid) });
    expect(await process.wait(other)).toEqual({ kind: 'exited', code: 1 });
  }));

test('without CAP_SYS_ADMIN a process may make namespaces only with a user namespace', () =>
  asRoot(async (process) => {
    process.become({ credentials: { ...HOST_ROOT, uid: 1000, gid: 1000, capabilities: new Set() } });
    expect(() => unshare(process, ['uts'])).toThrow(new Errno('EPERM'));
    unshare(process, ['user', 'uts']);
    expect(process.has('CAP_SYS_ADMIN')).toBe(true);
  }));
