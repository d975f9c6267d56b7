import { readInput } from '../../input-stream.ts';
import { decode } from '../../../kernel/bytes.ts';
import { DaemonError } from '../../../client/request.ts';
import { defineCommand } from '../../command.ts';
import { configPath, readConfig, writeConfig } from '../../config-file.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { readLine, readSecret } from '../../prompt.ts';
import { HUB_SERVER, packAuth, serverKey, storedAuth } from './server.ts';

const INSECURE = 'WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n';
const NO_TERMINAL = 'Error: Cannot perform an interactive login from a non TTY device';
const ANOTHER = "To login with a different account, run 'docker logout' followed by 'docker login'";
const TOKEN_HINT = [
  '\n\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m\x1b[3mA Personal Access Token (PAT) can be used instead.\x1b[0m',
  '         \x1b[3mTo create a PAT, visit \x1b[4mhttps://app.docker.com/settings\x1b[0m\x1b[0m',
  '         \x1b[3m\x1b[0m',
  '         \x1b[3m\x1b[0m\n',
].join('\n');
const HUB_HINT = `Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.
You can log in with your password or a Personal Access Token (PAT). Using a limited-scope PAT grants better security and is required for organizations using SSO. Learn more at https://docs.docker.com/go/access-tokens/

`;

interface Account {
  readonly username: string;
  readonly password: string;
}

export const login = defineCommand({
  use: 'docker login [OPTIONS] [SERVER]',
  short: 'Authenticate to a registry',
  long: 'Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.',
  flags: {
    password: { type: 'string', short: 'p', usage: 'Password or Personal Access Token (PAT)' },
    'password-stdin': { type: 'bool', usage: 'Take the Password or Personal Access Token (PAT) from stdin' },
    username: { type: 'string', short: 'u', usage: 'Username' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    for (const name of ['username', 'password'] as const) {
      if (changed.has(name) && flags[name] === '') throw new UsageError(`${name} is empty`);
    }
    const server = serverKey(args[0] ?? '');
    const { username, password } = await given(io, flags);
    const config = readConfig(io);
    const known = storedAuth(config, server);
    if (username === '' && password === '' && known.username !== undefined) {
      await io.err(`Authenticating with existing credentials... [Username: ${known.username}]\n`);
      await io.err(`\n${info(io, ANOTHER)}\n\n\n`);
      try {
        await client.registryLogin({ ...known, serveraddress: server });
        return io.out('Login Succeeded\n');
      } catch (error) {
        if (!(error instanceof DaemonError)) throw error;
        await io.err(`Login did not succeed, error: Error response from daemon: ${error.message}\n`);
      }
    }
    const account = await ask(io, server, { username, password });
    await client.registryLogin({ ...account, serveraddress: server });
    const before = config.auths?.[server]?.auth;
    const auth = packAuth(account.username, account.password);
    if (before !== auth) {
      writeConfig(io, { ...config, auths: sorted({ ...config.auths, [server]: { auth } }) });
      await io.err(
        `\nWARNING! Your credentials are stored unencrypted in '${configPath(io)}'.\n` +
          'Configure a credential helper to remove this warning. See\nhttps://docs.docker.com/go/credential-store/\n\n',
      );
    }
    await io.out('Login Succeeded\n');
  },
});

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const info = (io: Io, text: string): string =>
  io.isTerminal(2)
    ? `\x1b[1m\x1b[106m\x1b[30mi\x1b[0m\x1b[0m \x1b[96mInfo → \x1b[0m\x1b[0m\x1b[3m${text}\x1b[0m`
    : ` Info -> ${text}`;

/** Name and password of the flags and of standard input. */
async function given(
  io: Io,
  flags: { readonly username: string; readonly password: string; readonly 'password-stdin': boolean },
): Promise<Account> {
  const { username, password } = flags;
  if (password !== '' && flags['password-stdin']) {
    throw new UsageError('conflicting options: cannot specify both --password and --password-stdin');
  }
  if (password !== '') await io.err(INSECURE);
  if (!flags['password-stdin']) return { username, password };
  if (username === '') throw new UsageError('the --password-stdin option requires --username to be set');
  return {
    username,
    password: decode(await readInput(io))
      .replace(/\n$/, '')
      .replace(/\r$/, ''),
  };
}

/** Asks for what is missing. @throws {UsageError} there is no terminal to ask on */
async function ask(io: Io, server: string, { username, password }: Account): Promise<Account> {
  if (username !== '' && password !== '') return { username, password };
  if (!io.isTerminal(0)) throw new UsageError(NO_TERMINAL);
  const isHub = server === HUB_SERVER;
  let name = username;
  if (name === '') {
    if (isHub) await io.out(`${HUB_HINT}`);
    await io.out('Username: ');
    name = (await readLine(io)) ?? '';
    if (name.trim() === '') throw new UsageError('Error: Non-null Username Required');
  }
  if (password !== '') return { username: name.trim(), password };
  if (isHub) await io.out(TOKEN_HINT);
  const secret = await readSecret(io, 'Password: ');
  if (secret === '') throw new UsageError('Error: Password Required');
  return { username: name.trim(), password: secret };
}
