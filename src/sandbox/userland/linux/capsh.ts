import { ALL_CAPABILITIES } from '../../kernel/credentials.ts';
import type { Process } from '../../kernel/process.ts';
import { readGroups, readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import { lookUp } from '../tool/run-program.ts';
import { decodeMask, formatCapabilities, formatIab, listOf, parseCapabilities } from './capability-text.ts';

/** capsh(1): its arguments are steps that are done one after another. */
export async function runCapsh(call: Call): Promise<number> {
  const { process } = call;
  let shell = '/bin/bash';
  for (const [index, word] of call.operands.entries()) {
    const [name = '', ...rest] = word.split('=');
    const value = rest.join('=');
    if (word === '--' || word === '==') {
      await call.flush();
      limitToBounding(process);
      const argv = [shell, ...call.operands.slice(index + 1)];
      return process.exec(lookUp(process, argv));
    }
    const step = STEPS[name];
    if (name === '--shell') shell = value;
    else if (step === undefined) return call.die(`drydock: not simulated: ${word}`);
    else {
      const status = await step(call, value);
      if (status !== undefined) return status;
    }
  }
  return 0;
}

/** What execve(2) does with the sets of a process: nothing stays that isn't in the bounding set. */
function limitToBounding(process: Process): void {
  const { credentials } = process;
  const capabilities = new Set([...credentials.capabilities].filter((name) => credentials.bounding.has(name)));
  process.become({ credentials: { ...credentials, capabilities } });
}

/** @returns an exit code where the program ends with this step */
type Step = (call: Call, value: string) => Promise<number | undefined>;

const STEPS: Readonly<Record<string, Step>> = {
  '--print': async (call) => printAll(call),
  '--current': async (call) => {
    call.print(`Current: ${formatCapabilities(call.process.credentials.capabilities)}\n`);
    call.print(`Current IAB: ${formatIab(call.process)}\n`);
    return undefined;
  },
  '--supports': async (call, value) => {
    const name = value.toUpperCase();
    return ALL_CAPABILITIES.some((known) => known === name)
      ? undefined
      : fail(call, `cap[${value}] not recognized by library`);
  },
  '--decode': async (call, value) => {
    const text = decodeMask(value);
    if (text === undefined) return call.die(`not a hexadecimal mask: ${value}`);
    call.print(`${text}\n`);
    return undefined;
  },
  '--drop': async (call, value) => {
    const dropped = await parsed(call, value);
    if (!call.process.has('CAP_SETPCAP')) {
      return fail(call, 'unable to raise CAP_SETPCAP for BSET changes: Operation not permitted');
    }
    const { credentials } = call.process;
    const bounding = new Set([...credentials.bounding].filter((name) => !dropped.has(name)));
    call.process.become({ credentials: { ...credentials, bounding } });
    return undefined;
  },
  '--caps': async (call, value) => {
    const capabilities = capabilityText(value);
    if (capabilities === undefined) return fail(call, `unable to interpret [--caps=${value}]`);
    const { credentials } = call.process;
    const lacking = [...capabilities].some((name) => !credentials.capabilities.has(name));
    if (lacking) return fail(call, `Unable to set capabilities [--caps=${value}]`);
    call.process.become({ credentials: { ...credentials, capabilities } });
    return undefined;
  },
  '--has-p': async (call, value) => hasAll(await parsed(call, value), call.process.credentials.capabilities),
  '--has-b': async (call, value) => hasAll(await parsed(call, value), call.process.credentials.bounding),
  '--has-no-new-privs': async ({ process }) => (process.credentials.noNewPrivs ? undefined : 1),
  '--is-uid': async ({ process }, value) => (process.uid === Number(value) ? undefined : 1),
  '--is-gid': async ({ process }, value) => (process.gid === Number(value) ? undefined : 1),
  '--no-new-privs': async ({ process }) => {
    process.become({ credentials: { ...process.credentials, noNewPrivs: true } });
    return undefined;
  },
  '--mode': async (call) => {
    call.print('Mode: HYBRID\n');
    return undefined;
  },
  '--uid': async (call, value) => changeUser(call, { uid: Number(value) }),
  '--gid': async (call, value) => changeUser(call, { gid: Number(value) }),
  '--groups': async (call, value) => changeUser(call, { groups: value.split(',').map(Number) }),
  '--user': async (call, value) => {
    const user = readUsers(call.process).find(({ name }) => name === value);
    if (user === undefined) return fail(call, `User [${value}] not known`);
    const own = readGroups(call.process).filter(({ members }) => members.includes(user.name));
    return changeUser(call, { uid: user.uid, gid: user.gid, groups: [user.gid, ...own.map(({ gid }) => gid)] });
  },
  '--chroot': async ({ process }, value) => {
    process.become({ root: process.fs.realpath(value), cwd: '/' });
    return undefined;
  },
};

const hasAll = (wanted: ReadonlySet<string>, set: ReadonlySet<string>): number | undefined =>
  [...wanted].every((name) => set.has(name)) ? undefined : 1;

/** Says it without the program's name, and ends it. */
async function fail(call: Call, message: string): Promise<never> {
  await call.flush();
  await call.process.err(`${message}\n`);
  return call.process.exit(1);
}

async function parsed(call: Call, text: string): Promise<Set<string>> {
  const found = parseCapabilities(text);
  return typeof found === 'string' ? fail(call, `capability [${found}] is unknown to libcap`) : found;
}

/** `=ep`, `cap_x=ep`, `cap_x+eip`, clauses one after another; inheritable flags are not kept. */
function capabilityText(text: string): Set<string> | undefined {
  const set = new Set<string>();
  for (const clause of text.trim().split(/\s+/)) {
    const [, names = '', operator, flags = ''] = /^([\w,]*)([=+-])([eip]*)/.exec(clause) ?? [];
    if (operator === undefined) return undefined;
    const named = parseCapabilities(names === '' ? 'all' : names);
    if (typeof named === 'string') return undefined;
    const adds = operator !== '-' && flags.includes('p');
    for (const name of named) {
      if (adds) set.add(name);
      else set.delete(name);
    }
  }
  return set;
}

async function changeUser(
  call: Call,
  change: { uid?: number; gid?: number; groups?: readonly number[] },
): Promise<number | undefined> {
  const { process } = call;
  if (!process.has(change.uid === undefined ? 'CAP_SETGID' : 'CAP_SETUID')) {
    return fail(call, 'Failed to set uid/gid: Operation not permitted');
  }
  const loses = change.uid !== undefined && change.uid !== 0;
  process.become({ credentials: { ...process.credentials, ...change, ...(loses && { capabilities: new Set() }) } });
  return undefined;
}

async function printAll(call: Call): Promise<undefined> {
  const { process } = call;
  const { capabilities, bounding, noNewPrivs, groups } = process.credentials;
  const user = (id: number) => readUsers(process).find(({ uid }) => uid === id)?.name ?? '???';
  const group = (id: number) => readGroups(process).find(({ gid }) => gid === id)?.name ?? '???';
  const { uid, gid } = process;
  call.print(`Current: ${formatCapabilities(capabilities)}\n`);
  call.print(`Bounding set =${listOf(bounding)}\nAmbient set =\nCurrent IAB: ${formatIab(process)}\n`);
  call.print(`Securebits: 00/0x0/1'b0 (no-new-privs=${noNewPrivs ? 1 : 0})\n`);
  for (const bit of ['noroot', 'no-suid-fixup', 'keep-caps', 'no-ambient-raise']) {
    call.print(` secure-${bit}: no (unlocked)\n`);
  }
  call.print(`uid=${uid}(${user(uid)}) euid=${uid}(${user(uid)})\ngid=${gid}(${group(gid)})\n`);
  call.print(`groups=${groups.map((id) => `${id}(${group(id)})`).join(',')}\nGuessed mode: HYBRID (4)\n`);
  return undefined;
}

/** getpcaps(8): `PID: TEXT` for each process. */
export async function runGetpcaps(call: Call): Promise<number> {
  for (const word of call.operands) {
    const process = call.process.find(Number(word));
    if (process === undefined || process.status !== undefined) {
      await call.flush();
      await call.process.err(`Failed to get cap's for process ${word}: (No such process)\n`);
      call.status = 1;
    } else call.print(`${word}: ${formatCapabilities(process.credentials.capabilities)}\n`);
  }
  return call.status;
}
