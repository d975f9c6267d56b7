import { readGroups, readUsers } from './text/accounts.ts';
import type { Call } from './tool/call.ts';
import { runProgram } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

/** gosu 1.19: becomes a program as another user; the images of databases step down from root with it. */
export const gosu: Tool = {
  name: 'gosu',
  about: 'Run a program as another user',
  gnu: { raw: true, usage: 'user-spec command [args]' },
  async run(call) {
    const [spec = '', ...command] = call.operands;
    if (command.length === 0) return fail(call, 'Usage: gosu user-spec command [args]');
    const [userText = '', groupText] = spec.split(':');
    const users = readUsers(call.process);
    const groups = readGroups(call.process);
    const user = users.find(({ name, uid }) => name === userText || String(uid) === userText);
    if (user === undefined && !/^\d+$/.test(userText)) {
      return fail(
        call,
        `error: failed switching to "${spec}": unable to find user ${userText}: no matching entries in passwd file`,
      );
    }
    const group = groups.find(({ name, gid }) => name === groupText || String(gid) === groupText);
    const uid = user?.uid ?? Number(userText);
    const gid = group?.gid ?? (groupText === undefined ? (user?.gid ?? 0) : Number(groupText));
    const listed = groups.filter(({ members }) => members.includes(user?.name ?? ''));
    const { credentials } = call.process;
    call.process.become({
      credentials: {
        ...credentials,
        uid,
        gid,
        groups: [...new Set([gid, ...(groupText === undefined ? listed.map((row) => row.gid) : [])])],
        capabilities: uid === 0 ? credentials.capabilities : new Set<string>(),
      },
    });
    return runProgram(call, command, { env: new Map([...call.process.env, ['HOME', user?.home ?? '/']]) });
  },
};

async function fail(call: Call, message: string): Promise<never> {
  await call.process.err(`${message}\n`);
  return call.process.exit(1);
}
