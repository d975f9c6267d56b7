import { encode } from '../../../kernel/bytes.ts';
import type { HttpResponse } from '../../../kernel/net/http.ts';
import { addressInSubnet } from '../../../kernel/net/address.ts';
import { type Answer, respond } from './answer.ts';
import { Block, type NginxLocation } from './config.ts';
import type { Exchange } from './exchange.ts';
import { findLocation } from './locate.ts';
import { type Logs, logAccess, logError } from './log.ts';
import { conditionOf } from './patterns.ts';
import { proxy } from './proxy.ts';
import { absolute, filePath, serveFile } from './static-file.ts';

const MAX_CYCLES = 10;

/** Answers a request and logs it. */
export async function handle(exchange: Exchange, logs: Logs): Promise<HttpResponse> {
  const answer = await withErrorPage(exchange, logs, await run(exchange, logs));
  const response = respond(exchange, answer);
  const length = Number(response.headers['content-length'] ?? 0);
  if (answer.stream !== undefined && exchange.request.method !== 'HEAD') exchange.sent = length;
  logAccess(logs, exchange);
  return response;
}

async function withErrorPage(exchange: Exchange, logs: Logs, answer: Answer): Promise<Answer> {
  if (answer.body !== undefined || answer.stream !== undefined || answer.status < 300) return answer;
  const rule = exchange.block.all('error_page').find(({ args }) => args.includes(String(answer.status)));
  if (rule === undefined) return answer;
  const override = rule.args.find((arg) => /^=\d*$/.test(arg));
  const target = exchange.expand(rule.args.at(-1) ?? '');
  if (/^https?:\/\//.test(target)) return { status: Number(override?.slice(1) || 302), location: target };
  const found = target.startsWith('@') ? exchange.server.locations.find(({ path }) => path === target) : undefined;
  if (!target.startsWith('@')) exchange.uri = target;
  const shown = await run(exchange, logs, found);
  if (shown.status >= 400 && shown.body === undefined && shown.stream === undefined) return { status: answer.status };
  const status = override === undefined ? answer.status : Number(override.slice(1) || shown.status);
  const { body, stream, type, headers } = shown;
  return {
    status,
    ...(body !== undefined && { body }),
    ...(stream !== undefined && { stream }),
    ...(type !== undefined && { type }),
    ...(headers !== undefined && { headers }),
  };
}

/** Runs server rules, finds the location, runs its rules; again when the path was rewritten. */
async function run(exchange: Exchange, logs: Logs, start?: NginxLocation): Promise<Answer> {
  exchange.block = exchange.server.block;
  if (start === undefined) {
    const early = rules(exchange, exchange.server.block);
    if (typeof early === 'object') return early;
  }
  let next = start;
  for (let cycle = 0; cycle <= MAX_CYCLES; cycle++) {
    const located =
      next === undefined ? findLocation(exchange.server.locations, exchange.uri) : { location: next, groups: [] };
    next = undefined;
    const location = located?.location;
    exchange.block = location?.block ?? exchange.server.block;
    located?.groups.forEach((group, index) => exchange.set.set(String(index + 1), group));
    if (location !== undefined) {
      const ruled = rules(exchange, location.block);
      if (ruled === 'again') continue;
      if (typeof ruled === 'object') return ruled;
      if (denied(exchange)) {
        logError(logs, exchange, 'error', 'access forbidden by rule');
        return { status: 403 };
      }
      const result = await content(exchange, logs, location);
      if (typeof result === 'object') return result;
      if (result.startsWith('=')) return { status: Number(result.slice(1)) };
      if (result.startsWith('@')) next = exchange.server.locations.find(({ path }) => path === result);
      else exchange.uri = result;
      continue;
    }
    const served = serveFile(exchange, logs, undefined);
    if (typeof served === 'object') return served;
    exchange.uri = served;
  }
  logError(
    logs,
    exchange,
    'error',
    `rewrite or internal redirection cycle while internally redirecting to "${exchange.uri}"`,
  );
  return { status: 500 };
}

async function content(exchange: Exchange, logs: Logs, location: NginxLocation): Promise<Answer | string> {
  const { block } = location;
  const [pass] = block.own('proxy_pass');
  const tried = tryFiles(exchange, location);
  if (tried !== undefined) return tried;
  if (pass !== undefined) return proxy(exchange, logs, location, pass.args[0] ?? '');
  if (block.own('stub_status').length > 0) {
    const body = encode(
      'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n',
    );
    return { status: 200, type: 'text/plain', body };
  }
  for (const name of ['fastcgi_pass', 'uwsgi_pass', 'grpc_pass', 'auth_basic']) {
    if (block.all(name).length > 0 && block.value(name) !== 'off') {
      return { status: 501, type: 'text/plain', body: encode(`drydock: not simulated: nginx ${name}\n`) };
    }
  }
  return serveFile(exchange, logs, location);
}

/** try_files: undefined when the file itself is to be served. */
function tryFiles(exchange: Exchange, location: NginxLocation): string | Answer | undefined {
  const args = exchange.block.args('try_files');
  if (args === undefined) return undefined;
  for (const name of args.slice(0, -1)) {
    const path = exchange.expand(name);
    const file = filePath(exchange, location, path.replace(/\/$/, ''));
    const { fs } = exchange.worker;
    const wanted = path.endsWith('/') ? fs.isDirectory(file) : fs.exists(file) && !fs.isDirectory(file);
    if (!wanted) continue;
    exchange.uri = path;
    return undefined;
  }
  const last = exchange.expand(args.at(-1) ?? '');
  if (last.startsWith('=') || last.startsWith('@')) return last;
  const question = last.indexOf('?');
  if (question >= 0) exchange.args = last.slice(question + 1);
  return question < 0 ? last : last.slice(0, question);
}

/** Rules of the rewrite module, in their order. */
function rules(exchange: Exchange, block: Block): Answer | 'again' | 'done' {
  for (const { name, args, block: inside } of block.directives) {
    if (name === 'return') return returned(exchange, args);
    if (name === 'set') exchange.set.set((args[0] ?? '').replace(/^\$/, ''), exchange.expand(args[1] ?? ''));
    if (name === 'break') return 'done';
    if (name === 'rewrite') {
      const result = rewrite(exchange, args);
      if (result !== undefined) return result;
    }
    if (name === 'if' && inside !== undefined && holds(exchange, args)) {
      const result = rules(exchange, new Block(inside, block));
      if (result !== 'done') return result;
    }
  }
  return 'done';
}

function returned(exchange: Exchange, args: readonly string[]): Answer {
  const [first = '', text] = args;
  if (text === undefined && !/^\d+$/.test(first)) return { status: 302, location: exchange.expand(first) };
  const status = Number(first);
  if ([301, 302, 303, 307, 308].includes(status) && text !== undefined) {
    const location = exchange.expand(text);
    return { status, location: location.startsWith('/') ? `${absolute(exchange)}${location}` : location };
  }
  if (text === undefined) return { status };
  return { status, type: exchange.block.value('default_type') ?? 'text/plain', body: encode(exchange.expand(text)) };
}

function rewrite(
  exchange: Exchange,
  [pattern = '', replacement = '', flag]: readonly string[],
): Answer | 'again' | 'done' | undefined {
  const match = new RegExp(pattern).exec(exchange.uri);
  if (match === null) return undefined;
  match.slice(1).forEach((group, index) => exchange.set.set(String(index + 1), group ?? ''));
  const target = exchange.expand(replacement);
  if (flag === 'permanent' || flag === 'redirect' || /^https?:\/\//.test(target)) {
    const location = target.startsWith('/') ? `${absolute(exchange)}${target}` : target;
    return { status: flag === 'permanent' ? 301 : 302, location };
  }
  const question = target.indexOf('?');
  exchange.uri = question < 0 ? target : target.slice(0, question);
  if (question >= 0) exchange.args = target.slice(question + 1);
  return flag === 'break' ? 'done' : flag === 'last' ? 'again' : undefined;
}

/** `if ($request_method = POST)` */
function holds(exchange: Exchange, args: readonly string[]): boolean {
  const [left = '', operator, right = ''] = conditionOf(args);
  if (left === '-f' || left === '!-f')
    return exchange.worker.fs.exists(exchange.expand(operator ?? '')) === (left === '-f');
  const value = exchange.expand(left);
  switch (operator) {
    case undefined:
      return value !== '' && value !== '0';
    case '=':
      return value === exchange.expand(right);
    case '!=':
      return value !== exchange.expand(right);
    case '~':
      return new RegExp(right).test(value);
    case '~*':
      return new RegExp(right, 'i').test(value);
    case '!~':
      return !new RegExp(right).test(value);
    default:
      return false;
  }
}

function denied(exchange: Exchange): boolean {
  const { block, peer } = exchange;
  const rulesHere = [...block.all('deny'), ...block.all('allow')];
  if (rulesHere.length === 0) return false;
  const source = block.own('deny').length + block.own('allow').length > 0 ? block : block.parent;
  for (const { name, args } of source?.directives ?? []) {
    if (name !== 'deny' && name !== 'allow') continue;
    const [range = ''] = args;
    if (range === 'all' || addressInSubnet(peer.address, range)) return name === 'deny';
  }
  return false;
}
