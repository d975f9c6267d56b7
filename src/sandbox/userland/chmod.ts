import { Errno } from '../kernel/errno.ts';
import type { Stat } from '../kernel/fs/file-system.ts';
import { findGid, findUid } from './text/accounts.ts';
import { changeMode, formatMode } from './text/file-mode.ts';
import { joinPath } from './text/path.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

/** Does something with a path, and with -R with all below it. */
async function each(call: Call, path: string, verb: string, act: (path: string, stat: Stat) => void): Promise<void> {
  const { fs } = call.process;
  await call.process.step();
  try {
    const link = fs.lstat(path);
    if (call.has('R') && link.type === 'symlink' && !call.operands.includes(path)) return;
    act(path, call.has('h') ? link : fs.stat(path));
    if (!call.has('R') || link.type !== 'directory') return;
    for (const { name } of fs.readdir(path)) await each(call, joinPath(path, name), verb, act);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (call.has('f')) call.status = 1;
    else if (!call.gnu) await call.complain(`${path}: ${error.message}`);
    else if (error.code === 'ENOENT') await call.complain(`cannot access ${quoteName(path)}: ${error.message}`);
    else await call.complain(`changing ${verb} of ${quoteName(path)}: ${error.message}`);
  }
}

const octal = ({ mode }: Pick<Stat, 'mode'>): string => mode.toString(8).padStart(4, '0');

export const chmod: Tool = {
  name: 'chmod',
  about: 'Change permissions: octal digits, or changes like u+x,go-w',
  gnu: {
    short: 'cfRv',
    long: 'changes=c silent=f quiet=f recursive=R verbose=v reference: preserve-root no-preserve-root',
    usage: '[OPTION]... MODE[,MODE]... FILE...\n[OPTION]... OCTAL-MODE FILE...\n[OPTION]... --reference=RFILE FILE...',
  },
  busybox: { short: 'Rcvf', usage: '[-Rcvf] MODE[,MODE]... FILE...' },
  rewrite: (args) => {
    const mode = args.findIndex((arg) => /^-[rwxXst]/.test(arg));
    return mode < 0 || args.includes('--') ? args : [...args.slice(0, mode), '--', ...args.slice(mode)];
  },
  async run(call) {
    const reference = call.value('reference');
    const [mode, ...paths] =
      reference === undefined ? call.operands : [call.process.fs.stat(reference).mode.toString(8), ...call.operands];
    if (mode === undefined) return call.missingOperand();
    if (paths.length === 0) return call.missingOperand(mode);
    if (changeMode(mode, { type: 'file', mode: 0 }, 0) === undefined) {
      if (call.gnu) return call.misuse(`invalid mode: ${call.quote(mode)}`);
      return call.die(`invalid mode '${mode}'`);
    }
    for (const path of paths) {
      await each(call, path, 'permissions', (at, stat) => {
        const next = changeMode(mode, stat, call.process.umask) ?? stat.mode;
        call.process.fs.chmod(at, next);
        const changed = next !== stat.mode;
        if (!call.has('v') && !(call.has('c') && changed)) return;
        const show = (bits: number) =>
          `${octal({ mode: bits })} (${formatMode({ type: 'file', mode: bits }).slice(1)})`;
        call.print(
          changed
            ? `mode of ${quoteName(at)} changed from ${show(stat.mode)} to ${show(next)}\n`
            : `mode of ${quoteName(at)} retained as ${show(next)}\n`,
        );
      });
    }
    return call.status;
  },
};

const OWNER_OPTIONS = {
  short: 'cfhRvHLP',
  long: 'changes=c silent=f quiet=f no-dereference=h dereference recursive=R verbose=v reference: from: preserve-root no-preserve-root',
} as const;

const ownerTool = (name: 'chown' | 'chgrp', about: string, usage: string, busyboxUsage: string): Tool => ({
  name,
  about,
  gnu: { ...OWNER_OPTIONS, usage },
  busybox: { short: 'RhLHPcvf', usage: busyboxUsage },
  async run(call) {
    const reference = call.value('reference');
    const operands = reference === undefined ? call.operands : ['', ...call.operands];
    const [text, ...paths] = operands;
    if (text === undefined) return call.missingOperand();
    if (paths.length === 0) return call.missingOperand(text);
    const owner = reference === undefined ? await readOwner(call, name, text) : call.process.fs.stat(reference);
    for (const path of paths) {
      await each(call, path, name === 'chgrp' ? 'group' : 'ownership', (at) =>
        call.process.fs.chown(at, {
          ...(owner.uid !== undefined && name === 'chown' && { uid: owner.uid }),
          ...(owner.gid !== undefined && { gid: owner.gid }),
          follow: !call.has('h'),
        }),
      );
    }
    return call.status;
  },
});

export const chown = ownerTool(
  'chown',
  'Change the owner and group of files',
  '[OPTION]... [OWNER][:[GROUP]] FILE...\n[OPTION]... --reference=RFILE FILE...',
  '[-RhLHPcvf]... USER[:[GRP]] FILE...',
);
export const chgrp = ownerTool(
  'chgrp',
  'Change the group of files',
  '[OPTION]... GROUP FILE...\n[OPTION]... --reference=RFILE FILE...',
  '[-RhLHPcvf]... GROUP FILE...',
);

async function readOwner(
  call: Call,
  name: string,
  text: string,
): Promise<{ uid: number | undefined; gid: number | undefined }> {
  const { process } = call;
  const [user, group] = name === 'chgrp' ? ['', text] : (text.split(/[:.]/, 2) as [string, string | undefined]);
  const uid = user === '' ? undefined : findUid(process, user);
  if (user !== '' && uid === undefined) {
    return call.die(call.gnu ? `invalid user: ${call.quote(text)}` : `unknown user ${user}`);
  }
  const gid = group === undefined || group === '' ? undefined : findGid(process, group);
  if (group !== undefined && group !== '' && gid === undefined) {
    return call.die(call.gnu ? `invalid group: ${call.quote(text)}` : `unknown group ${group}`);
  }
  return { uid, gid };
}
