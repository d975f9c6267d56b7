import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import { encode, decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { reasonOf } from '../../../kernel/net/http1.ts';
import { listen } from '../../../kernel/net/listen.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { httpDate } from '../../net/http-text.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../serve-until.ts';
import { pyError } from './exceptions.ts';
import { Abort, routes } from './flask-routes.ts';
import type { Interpreter } from './interpreter.ts';
import { loads, dumps } from './json.ts';
import { traceback } from './traceback.ts';
import { PyInstance, PyDict, PyBuiltin, type Value, PyError, PyTuple, PyList } from './values.ts';

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  404: 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  405: 'The method is not allowed for the requested URL.',
  400: 'The browser (or proxy) sent a request that this server could not understand.',
  500: 'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
  403: "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
};

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly debug: boolean;
  readonly version: string;
  readonly request: PyInstance;
  /** Name of the app in the banner. */
  readonly shown: string;
}

/** The development server, until Ctrl-C. */
export async function serveApp(interpreter: Interpreter, app: PyInstance, serving: Serving): Promise<void> {
  const { process } = interpreter;
  const { host, port, debug, shown } = serving;
  await interpreter.write(` * Serving Flask app '${shown}'\n * Debug mode: ${debug ? 'on' : 'off'}\n`, true);
  let turn: Promise<unknown> = Promise.resolve();
  try {
    listen(
      process,
      { port, address: host },
      {
        http: (request, peer) => {
          const answer = turn.then(() => answerRequest(interpreter, app, serving, request, peer.address));
          turn = answer.catch(() => undefined); // who asked hears of it
          return answer;
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(
      `${error.message}\n${error.code === 'EADDRINUSE' ? `Port ${port} is in use by another program. Either identify and stop that program, or start the server with a different port.\n` : ''}`,
    );
    throw pyError('SystemExit', 1n);
  }
  await process.err(
    'WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.\n',
  );
  if (host === '0.0.0.0') {
    const own = [...process.namespaces.net.links.values()].find(
      ({ kind, addresses }) => kind !== 'loopback' && addresses.length > 0,
    )?.addresses[0]?.address;
    await process.err(
      ` * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:${port}\n${own === undefined ? '' : ` * Running on http://${own}:${port}\n`}`,
    );
  } else await process.err(` * Running on http://${host}:${port}\n`);
  await process.err('Press CTRL+C to quit\n');
  if (debug) await process.err(' * Restarting with stat\n * Debugger is active!\n * Debugger PIN: 445-846-898\n');
  await new SignalQueue(process, ['INT']).next();
}

async function answerRequest(
  interpreter: Interpreter,
  app: PyInstance,
  serving: Serving,
  request: HttpRequest,
  from: string,
): Promise<HttpResponse> {
  const { process } = interpreter;
  const made = await dispatch(interpreter, app, serving, request);
  const body = typeof made.body === 'string' ? encode(made.body) : made.body;
  const now = process.kernel.clock.now();
  await process.err(
    `${from} - - [${strftime('%d/%b/%Y %H:%M:%S', now)}] "${request.method} ${request.target} HTTP/1.1" ${made.status} -\n`,
  );
  return {
    status: made.status,
    reason: reasonOf(made.status).toUpperCase(),
    headers: {
      server: `Werkzeug/2.2.2 Python/${serving.version}`,
      date: httpDate(now),
      'content-type': made.type,
      ...made.headers,
      'content-length': String(body.length),
      connection: 'close',
    },
    body: request.method === 'HEAD' ? ByteStream.of() : ByteStream.of(body),
  };
}

interface Made {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const HTML = 'text/html; charset=utf-8';

function errorPage(status: number, headers: Readonly<Record<string, string>> = {}): Made {
  const title = reasonOf(status);
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${DESCRIPTIONS[status] ?? ''}</p>\n`;
  return { status, type: HTML, body, headers };
}

async function dispatch(
  interpreter: Interpreter,
  app: PyInstance,
  { request: current }: Serving,
  request: HttpRequest,
): Promise<Made> {
  const [path = '/', query = ''] = request.target.split('?');
  const decoded = decodeURIComponent(path);
  const matching = (routes.get(app) ?? []).filter(({ pattern }) => pattern.test(decoded));
  if (matching.length === 0) return errorPage(404);
  const verb = request.method === 'HEAD' ? 'GET' : request.method;
  const rule = matching.find(({ methods }) => methods.includes(verb));
  if (rule === undefined)
    return errorPage(405, {
      allow: [...new Set(['HEAD', 'OPTIONS', ...matching.flatMap(({ methods }) => methods)])].join(', '),
    });
  const body = request.body === undefined ? '' : decode(await request.body.readAll());
  const pairs = (text: string) =>
    PyDict.of(
      text
        .split('&')
        .filter((part) => part !== '')
        .map((part): [string, string] => {
          const [key = '', value = ''] = part.split('=').map((word) => decodeURIComponent(word.replaceAll('+', ' ')));
          return [key, value];
        }),
    );
  const json = (request.headers['content-type'] ?? '').includes('json');
  current.attributes.set('method', request.method);
  current.attributes.set('path', decoded);
  current.attributes.set('args', pairs(query));
  current.attributes.set('form', json ? new PyDict() : pairs(body));
  current.attributes.set('data', encode(body));
  current.attributes.set(
    'headers',
    PyDict.of(
      Object.entries(request.headers).map(([key, value]) => [
        key.replace(/(^|-)[a-z]/g, (l) => l.toUpperCase()),
        value,
      ]),
    ),
  );
  current.attributes.set('remote_addr', '127.0.0.1');
  current.attributes.set('get_json', new PyBuiltin('get_json', () => (json && body !== '' ? loads(body) : null)));
  current.attributes.set('json', json && body !== '' ? loads(body) : null);
  const groups = rule.pattern.exec(decoded)?.slice(1) ?? [];
  const keywords = new Map(
    rule.names.map(([name, kind], index): [string, Value] => [
      name,
      kind === 'int' ? BigInt(groups[index] ?? 0) : (groups[index] ?? ''),
    ]),
  );
  try {
    return await madeOf(interpreter, await interpreter.call(rule.view, [], keywords));
  } catch (error) {
    if (error instanceof Abort) return errorPage(error.status);
    if (!(error instanceof PyError)) throw error;
    const { process } = interpreter;
    const now = process.kernel.clock.now();
    const stamp = `${strftime('%Y-%m-%d %H:%M:%S', now)},${String(Math.floor(now % 1000)).padStart(3, '0')}`;
    await process.err(
      `[${stamp}] ERROR in app: Exception on ${path} [${request.method}]\n${await traceback(interpreter, error)}`,
    );
    return errorPage(500);
  }
}

async function madeOf(interpreter: Interpreter, value: Value): Promise<Made> {
  if (value instanceof PyTuple) {
    const [content = null, status = 200n, more] = value.items;
    const made = await madeOf(interpreter, content);
    const extra =
      more instanceof PyDict
        ? Object.fromEntries([...more.entries.values()].map(([key, item]) => [String(key).toLowerCase(), String(item)]))
        : {};
    const { 'content-type': type = made.type, ...headers } = extra;
    return { ...made, type, status: Number(status), headers };
  }
  if (value instanceof PyDict || value instanceof PyList)
    return {
      status: 200,
      type: 'application/json',
      body: `${dumps(value, { compact: true, sort: true })}\n`,
      headers: {},
    };
  if (value instanceof Uint8Array || typeof value === 'string')
    return { status: 200, type: HTML, body: value, headers: {} };
  if (value instanceof PyInstance && value.type.name === 'Response') {
    const location = value.attributes.get('location');
    return {
      status: Number(value.attributes.get('status_code') ?? 200),
      type: String(value.attributes.get('mimetype') ?? HTML),
      body: String(value.attributes.get('text') ?? ''),
      headers: typeof location === 'string' ? { location } : {},
    };
  }
  if (value === null)
    throw pyError(
      'TypeError',
      'The view function did not return a valid response. The function either returned None or ended without a return statement.',
    );
  return { status: 200, type: HTML, body: await interpreter.str(value), headers: {} };
}
