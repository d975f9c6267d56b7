import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { isLoopback } from '../../../kernel/net/address.ts';
import { listen } from '../../../kernel/net/listen.ts';
import type { Peer } from '../../../kernel/net/listener.ts';
import type { Program } from '../../../kernel/process.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { SignalQueue } from '../serve-until.ts';
import { COMMANDS, fits, runCommand } from './commands.ts';
import { matchesGlob } from './glob.ts';
import { infoText } from './info.ts';
import { array, bulk, bulks, encodeReply, failure, integer, OK, type Reply, RespReader, status } from './resp.ts';
import { FatalSetting, readSettings } from './settings.ts';
import { logPrefix, RedisState } from './state.ts';
import { isSince72, redisVersion } from './version.ts';

const OVERCOMMIT =
  "WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition. Being disabled, it can can also cause failures without low memory condition, see https://github.com/jemalloc/jemalloc/issues/1328. To fix this issue add 'vm.overcommit_memory = 1' to /etc/sysctl.conf and then reboot or run the command 'sysctl vm.overcommit_memory=1' for this to take effect.";
const DENIED =
  "DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface. If you want to connect from external computers to Redis you may adopt one of the following solutions: 1) Just disable protected mode sending the command 'CONFIG SET protected-mode no' from the loopback interface by connecting to Redis from the same host the server is running, however MAKE SURE Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to make this change permanent. 2) Alternatively you can just disable the protected mode by editing the Redis configuration file, and setting the protected mode option to 'no', and then restarting the server. 3) If you started the server manually just for testing, restart it with the '--protected-mode no' option. 4) Setup a an authentication password for the default user. NOTE: You only need to do one of the above things in order for the server to start accepting connections from the outside.";
interface Client {
  readonly id: number;
  readonly peer: Peer;
  readonly connection: Duplex;
  readonly born: number;
  database: number;
  trusted: boolean;
  /** Commands since MULTI. */
  queue: string[][] | undefined;
  readonly channels: Set<string>;
}

/** redis-server */
export const redisServer: Program = async (process) => {
  const args = process.argv.slice(1);
  const version = redisVersion(process);
  if (args.includes('--version') || args[0] === '-v') {
    await process.out(`Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=e08dbad3e06f3fb\n`);
    return 0;
  }
  try {
    const settings = readSettings(process, args, version);
    return await new RedisServer(process, settings, version).run();
  } catch (error) {
    if (!(error instanceof FatalSetting)) throw error;
    if (error.ofLine) await process.err(error.message);
    else await process.out(`${logPrefix(process, 'C')} # ${error.message}\n`);
    return 1;
  }
};

class RedisServer extends RedisState {
  readonly clients = new Map<number, Client>();
  commands = 0;
  connections = 0;
  #shutdown: ((save: boolean) => void) | undefined;

  async run(): Promise<number> {
    const { process, settings } = this;
    const modern = isSince72(this.version);
    const mild = modern ? '*' : '#';
    if (modern) this.#warnOvercommit('C');
    this.log(mild, 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C');
    this.log(
      mild,
      `Redis version=${this.version}, bits=64, commit=00000000, modified=${modern ? 1 : 0}, pid=${process.pid}, just started`,
      'C',
    );
    if (settings.given) this.log(mild, 'Configuration loaded', 'C');
    else {
      this.log(
        '#',
        'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
        'C',
      );
    }
    this.log('*', 'monotonic clock: POSIX clock_gettime');
    const port = Number(settings.get('port'));
    try {
      const [address = '*'] = settings.get('bind').split(/\s+/);
      const sockets = address === '*' ? { sockets: ['0.0.0.0', '::'] } : {};
      listen(
        process,
        { port, address, ...sockets },
        { stream: (connection, peer) => void this.#serve(connection, peer) },
      );
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      this.log('#', `Warning: Could not create server TCP listening socket *:${port}: bind: ${error.message}`);
      this.log('#', `Failed listening on port ${port} (${modern ? 'tcp' : 'TCP'}), aborting.`);
      await this.lines;
      return 1;
    }
    process.argv = [`${process.argv[0] ?? 'redis-server'} *:${port}`];
    this.log('*', `Running mode=standalone, port=${port}.`);
    this.log(mild, 'Server initialized');
    if (!modern) this.#warnOvercommit('M');
    this.load();
    this.log('*', `Ready to accept connections${modern ? ' tcp' : ''}`);
    const signals = new SignalQueue(process, ['TERM', 'INT']);
    const asked = new Promise<boolean>((resolve) => (this.#shutdown = resolve));
    const signalled = signals.next().then((signal) => {
      const seconds = Math.floor(process.kernel.clock.now() / 1000);
      this.say(`${process.pid}:signal-handler (${seconds}) Received SIG${signal} scheduling shutdown...\n`);
      return settings.get('save') !== '';
    });
    const save = await process.waitFor(Promise.race([asked, signalled]));
    this.log(mild, 'User requested shutdown...');
    if (settings.get('appendonly') === 'yes') this.log('*', 'Calling fsync() on the AOF file.');
    if (save) {
      this.log('*', 'Saving the final RDB snapshot before exiting.');
      this.save();
    }
    this.log('#', 'Redis is now ready to exit, bye bye...');
    await this.lines;
    return 0;
  }

  #warnOvercommit(role: string): void {
    const path = '/proc/sys/vm/overcommit_memory';
    const { fs } = this.process;
    if (!fs.exists(path) || decode(fs.readFile(path)).trim() !== '1') this.log('#', OVERCOMMIT, role);
  }

  async #serve(connection: Duplex, peer: Peer): Promise<void> {
    const client: Client = {
      id: ++this.connections,
      peer,
      connection,
      born: this.process.kernel.clock.now(),
      database: 0,
      trusted: this.settings.get('requirepass') === '',
      queue: undefined,
      channels: new Set(),
    };
    const guarded = this.settings.get('protected-mode') === 'yes';
    if (guarded && client.trusted && !isLoopback(peer.address) && !this.#isOfficial()) {
      connection.output.push(encode(`-${DENIED}\r\n`));
      connection.output.end();
      return;
    }
    this.clients.set(client.id, client);
    const reader = new RespReader(connection.input);
    for (let words = await reader.command(); words !== undefined; words = await reader.command()) {
      if (words.length === 0) continue;
      await this.process.whileHeld();
      if (this.process.status !== undefined) break;
      for (const reply of this.#dispatch(client, words)) connection.output.push(encode(encodeReply(reply)));
      if (words[0]?.toLowerCase() === 'quit') break;
    }
    this.clients.delete(client.id);
    connection.output.end();
  }

  /** The Hub's image switches protected mode off when it is built; its entrypoint is there to tell. */
  #isOfficial(): boolean {
    return this.process.fs.exists('/usr/local/bin/redis-server');
  }

  #dispatch(client: Client, words: readonly string[]): readonly Reply[] {
    const [given = '', ...args] = words;
    const name = given.toLowerCase();
    this.commands++;
    if (!client.trusted && !['auth', 'hello', 'quit'].includes(name))
      return [failure('NOAUTH Authentication required.')];
    if (client.queue !== undefined && !['exec', 'discard', 'multi'].includes(name)) {
      client.queue.push([...words]);
      return [status('QUEUED')];
    }
    const own = this.#own(client, name, args);
    if (own !== undefined) return own;
    const command = COMMANDS[name];
    if (command === undefined) {
      const shown = args.map((arg) => `'${arg}' `).join('');
      return [failure(`ERR unknown command '${given}', with args beginning with: ${shown}`)];
    }
    if (!fits(command.arity, words.length)) return [failure(`ERR wrong number of arguments for '${name}' command`)];
    const database = this.databases[client.database];
    if (database === undefined) return [failure('ERR DB index is out of range')];
    const reply = runCommand(command, this.context(database), args);
    if (command.write && reply.kind !== 'error') {
      this.changes++;
      this.append(client.database, words);
    }
    return [reply];
  }

  /** Commands on the server and the connection; undefined if it is none of them. */
  #own(client: Client, name: string, args: readonly string[]): readonly Reply[] | undefined {
    const [first = '', second = ''] = args;
    const { clock } = this.process.kernel;
    switch (name) {
      case 'ping':
        return [args.length > 0 ? bulk(first) : status('PONG')];
      case 'echo':
        return [bulk(first)];
      case 'quit':
        return [OK];
      case 'select':
        if (!(Number(first) in this.databases)) return [failure('ERR DB index is out of range')];
        client.database = Number(first);
        return [OK];
      case 'auth': {
        const required = this.settings.get('requirepass');
        if (required === '') {
          return [
            failure(
              'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
            ),
          ];
        }
        client.trusted = (second || first) === required;
        return [client.trusted ? OK : failure('WRONGPASS invalid username-password pair or user is disabled.')];
      }
      case 'multi':
        client.queue = [];
        return [OK];
      case 'discard':
        client.queue = undefined;
        return [OK];
      case 'exec': {
        const queue = client.queue;
        if (queue === undefined) return [failure('ERR EXEC without MULTI')];
        client.queue = undefined;
        return [array(queue.flatMap((words) => this.#dispatch(client, words)))];
      }
      case 'flushall':
        for (const database of this.databases) database.entries.clear();
        this.append(client.database, ['FLUSHALL']);
        return [OK];
      case 'flushdb':
        this.databases[client.database]?.entries.clear();
        return [OK];
      case 'save':
        return [this.save() ? OK : failure('ERR')];
      case 'bgsave':
        this.log('*', `Background saving started by pid ${this.process.pid + 20}`);
        this.save();
        this.log('*', 'Background saving terminated with success');
        return [status('Background saving started')];
      case 'lastsave':
        return [integer(this.lastSave)];
      case 'time':
        return [bulks([String(Math.floor(clock.now() / 1000)), String(Math.floor((clock.now() % 1000) * 1000))])];
      case 'info':
        return [bulk(infoText(this, args))];
      case 'config':
        return [this.#config(first.toLowerCase(), args.slice(1))];
      case 'client':
        return [this.#client(client, first.toLowerCase(), second)];
      case 'command':
        return [first.toLowerCase() === 'count' ? integer(240) : array([])];
      case 'publish':
        return [integer(this.#publish(first, second))];
      case 'subscribe':
        return args.map((channel, index) => {
          client.channels.add(channel);
          return array([bulk('subscribe'), bulk(channel), integer(index + 1)]);
        });
      case 'unsubscribe':
        return args.map((channel) => {
          client.channels.delete(channel);
          return array([bulk('unsubscribe'), bulk(channel), integer(client.channels.size)]);
        });
      case 'shutdown':
        this.#shutdown?.(
          first.toLowerCase() === 'save' || (first.toLowerCase() !== 'nosave' && this.settings.get('save') !== ''),
        );
        return [];
      case 'role':
        return [array([bulk('master'), integer(0), array([])])];
      case 'debug':
        return [
          failure(
            'ERR DEBUG command not allowed. If the enable-debug-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
          ),
        ];
      case 'eval':
      case 'blpop':
      case 'brpop':
      case 'xadd':
      case 'psubscribe':
      case 'monitor':
      case 'acl':
      case 'object':
      case 'memory':
      case 'replicaof':
        return [failure(`ERR drydock: not simulated: redis ${name}`)];
      default:
        return undefined;
    }
  }

  #publish(channel: string, message: string): number {
    const receivers = [...this.clients.values()].filter(({ channels }) => channels.has(channel));
    const text = encodeReply(bulks(['message', channel, message]));
    for (const { connection } of receivers) connection.output.push(encode(text));
    return receivers.length;
  }

  #config(verb: string, [name = '', ...words]: readonly string[]): Reply {
    if (verb === 'get') {
      return bulks([...this.settings.values].filter(([key]) => matchesGlob(name.toLowerCase(), key)).flat());
    }
    if (verb === 'set') {
      if (name === 'save') this.settings.values.set('save', '');
      return this.settings.set(name, words)
        ? OK
        : failure(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`);
    }
    if (verb === 'resetstat') return OK;
    return failure('ERR The server is running without a config file');
  }

  #client(client: Client, verb: string, argument: string): Reply {
    if (verb === 'id') return integer(client.id);
    if (verb === 'setname' || verb === 'setinfo') return OK;
    if (verb === 'getname') return bulk('');
    if (verb !== 'list') return failure(`ERR drydock: not simulated: redis client ${verb} ${argument}`);
    const now = this.process.kernel.clock.now();
    const lines = [...this.clients.values()].map(
      ({ id, peer, born, database }) =>
        `id=${id} addr=${peer.address}:${peer.port} laddr=${peer.address}:${this.settings.get('port')} fd=8 name= age=${Math.floor((now - born) / 1000)} idle=0 flags=N db=${database} sub=0 psub=0 ssub=0 multi=-1 cmd=client|list user=default redir=-1 resp=2\n`,
    );
    return bulk(lines.join(''));
  }
}

export type { RedisServer };
