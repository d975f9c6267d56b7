import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { encode } from '../../../kernel/bytes.ts';
import { encodeCommand, type Reply, RespReader } from '../redis/resp.ts';
import { errnoNumber } from '../errno-number.ts';
import { exceptionClass, pyError } from './exceptions.ts';
import type { Interpreter } from './interpreter.ts';
import { moduleOf } from './module-of.ts';
import { PyBuiltin, PyClass, PyError, PyInstance, PyList, type PyModule, PyTuple, type Value } from './values.ts';

/** Commands of redis-py that are sent as they are called. */
const COMMANDS =
  'get set incr decr incrby delete exists expire ttl keys ping lpush rpush lrange llen lpop rpop hset hget hgetall sadd smembers flushall dbsize append mget publish'.split(
    ' ',
  );

/** The package redis: `redis.Redis(host=…, port=…).incr('hits')`. */
export function redisModule(interpreter: Interpreter): PyModule {
  const faults = moduleOf('redis.exceptions', {});
  const base = exceptionClass('Exception');
  const parent = new PyClass('RedisError', [base]);
  for (const name of ['ConnectionError', 'TimeoutError', 'ResponseError', 'AuthenticationError'])
    faults.attributes.set(name, new PyClass(name, [parent]));
  faults.attributes.set('RedisError', parent);
  const fault = (name: string, message: string): PyError => {
    const type = faults.attributes.get(name);
    const made = new PyInstance(type instanceof PyClass ? type : parent);
    made.attributes.set('args', new PyTuple([message]));
    return new PyError(made);
  };
  const type = new PyClass('Redis', []);
  const make = (args: readonly Value[], keywords: ReadonlyMap<string, Value>): PyInstance => {
    const client = new PyInstance(type);
    const host = String(keywords.get('host') ?? args[0] ?? 'localhost');
    const port = Number(keywords.get('port') ?? args[1] ?? 6379);
    const text = keywords.get('decode_responses') === true;
    const connection = new RedisConnection(interpreter, { host, port, password: keywords.get('password'), fault });
    for (const name of COMMANDS) {
      client.attributes.set(
        name,
        new PyBuiltin(name, async (words) =>
          toPython(await connection.ask([name === 'delete' ? 'del' : name, ...words.map(String)], fault), name, text),
        ),
      );
    }
    return client;
  };
  const redis = new PyClass('Redis', [], new Map<string, Value>([['__new__', new PyBuiltin('Redis', make)]]));
  interpreter.modules.set('redis.exceptions', faults);
  return moduleOf(
    'redis',
    {
      from_url: ([url = '']) => {
        const [, password, host = 'localhost', port = '6379'] =
          /^redis:\/\/(?:[^:@]*:([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(String(url)) ?? [];
        return make(
          [],
          new Map<string, Value>([
            ['host', host],
            ['port', BigInt(port)],
            ...(password === undefined ? [] : [['password', password] as const]),
          ]),
        );
      },
    },
    { Redis: redis, StrictRedis: redis, exceptions: faults, ...Object.fromEntries(faults.attributes) },
  );
}

interface Where {
  readonly host: string;
  readonly port: number;
  readonly password: Value | undefined;
  readonly fault: (name: string, message: string) => PyError;
}

class RedisConnection {
  readonly #interpreter: Interpreter;
  readonly #where: Where;
  #open: { readonly stream: Duplex; readonly reader: RespReader } | undefined;

  constructor(interpreter: Interpreter, where: Where) {
    this.#interpreter = interpreter;
    this.#where = where;
  }

  async ask(words: readonly string[], fault: Where['fault']): Promise<Reply> {
    const { process } = this.#interpreter;
    for (let again = false; ; again = true) {
      const fresh = this.#open === undefined;
      const { stream, reader } = (this.#open ??= await this.#connect());
      stream.output.push(encode(encodeCommand(words)));
      const reply = await process.waitFor(reader.reply());
      if (reply !== undefined) {
        if (reply.kind === 'error') throw fault('ResponseError', reply.text.replace(/^ERR /, ''));
        return reply;
      }
      this.#open = undefined;
      if (fresh || again) throw fault('ConnectionError', 'Connection closed by server.');
    }
  }

  async #connect(): Promise<{ readonly stream: Duplex; readonly reader: RespReader }> {
    const { process } = this.#interpreter;
    const { host, port, password, fault } = this.#where;
    try {
      const [address = ''] = await resolveName(process, host);
      const stream = (await connect(process, address, port)).stream();
      const reader = new RespReader(stream.input);
      if (typeof password === 'string') {
        stream.output.push(encode(encodeCommand(['AUTH', password])));
        const reply = await process.waitFor(reader.reply());
        if (reply?.kind === 'error') throw fault('AuthenticationError', reply.text);
      }
      return { stream, reader };
    } catch (error) {
      if (error instanceof NameError)
        throw fault(
          'ConnectionError',
          `Error ${error.kind === 'unknown' ? -2 : -3} connecting to ${host}:${port}. ${error.message}.`,
        );
      if (error instanceof Errno)
        throw fault('ConnectionError', `Error ${errnoNumber(error)} connecting to ${host}:${port}. ${error.message}.`);
      throw error;
    }
  }
}

function toPython(reply: Reply, command: string, text: boolean): Value {
  switch (reply.kind) {
    case 'integer':
      return BigInt(reply.value);
    case 'status':
      return reply.text === 'OK' || reply.text === 'PONG' ? true : reply.text;
    case 'bulk':
      return reply.text === null ? null : text ? reply.text : encode(reply.text);
    case 'array':
      return new PyList((reply.items ?? []).map((item) => toPython(item, command, text)));
    default:
      throw pyError('RuntimeError', 'an error is no value');
  }
}
