/**
 * What a script finds around it: console, process, timers, require and the modules of Node that the sandbox has, written
 * in JavaScript for the engine. `__host(name, …)` asks the simulated machine and answers with JSON.
 */
export const LIBRARY = String.raw`(function (host, argv, version) {
const ask = (name, ...args) => {
  const answer = host(name, JSON.stringify(args));
  const { error, value } = answer === undefined ? {} : JSON.parse(answer);
  if (error === undefined) return value;
  const fault = new Error(error.message);
  Object.assign(fault, { errno: error.errno, code: error.code, syscall: error.syscall, ...(error.path !== undefined && { path: error.path }), ...(error.port !== undefined && { address: error.address, port: error.port }) });
  throw fault;
};
const missing = (what) => { throw new Error('drydock: not simulated: node: ' + what); };
const isIdentifier = (key) => /^[A-Za-z_$][\w$]*$/.test(key);
const quote = (text) => { const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : "'"; return mark + text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(mark === "'" ? /'/g : /(?!)/g, "\\'") + mark; };
function inspect(value, depth = 2, seen = [], indent = 0) {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return value + 'n';
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return (/^class\b/.test(Function.prototype.toString.call(value)) ? '[class ' + value.name + ']' : '[Function' + (value.name ? ': ' + value.name : ' (anonymous)') + ']');
  if (value === null || typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Error) return errorText(value) + extra(value, depth, seen, indent);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (seen.includes(value)) return '[Circular *1]';
  const name = value.constructor && value.constructor.name;
  if (seen.length > depth) return Array.isArray(value) ? '[Array]' : '[' + (name || 'Object') + ']';
  const inner = [...seen, value];
  const show = (item) => inspect(item, depth, inner, indent + 2);
  if (value instanceof Promise) return 'Promise { <pending> }';
  if (value instanceof Buffer) return '<Buffer' + Array.from(value).slice(0, 50).map((octet) => ' ' + octet.toString(16).padStart(2, '0')).join('') + '>';
  let items; let marks; let prefix = '';
  if (Array.isArray(value)) {
    marks = ['[', ']'];
    items = value.slice(0, 100).map(show);
    if (value.length > 100) items.push('... ' + (value.length - 100) + ' more item' + (value.length > 101 ? 's' : ''));
  } else if (value instanceof Map) {
    marks = ['{', '}']; prefix = 'Map(' + value.size + ') '; items = [...value].map(([key, item]) => show(key) + ' => ' + show(item));
  } else if (value instanceof Set) {
    marks = ['{', '}']; prefix = 'Set(' + value.size + ') '; items = [...value].map(show);
  } else {
    marks = ['{', '}'];
    prefix = name === undefined ? '[Object: null prototype] ' : name === 'Object' ? '' : name + ' ';
    items = Object.keys(value).map((key) => {
      const { get, set } = Object.getOwnPropertyDescriptor(value, key);
      return (isIdentifier(key) ? key : quote(key)) + ': ' + (get ? (set ? '[Getter/Setter]' : '[Getter]') : show(value[key]));
    });
  }
  if (items.length === 0) return prefix + marks[0] + marks[1];
  const line = items.join(', ');
  if (line.length + prefix.length + indent <= 72 && !line.includes('\n') && !(Array.isArray(value) && items.length > 6)) return prefix + marks[0] + ' ' + line + ' ' + marks[1];
  const pad = ' '.repeat(indent + 2);
  if (Array.isArray(value) && items.length > 6 && items.every((item) => item.length <= 6)) {
    const width = Math.max(...items.map((item) => item.length)) + 2;
    const columns = Math.min(Math.round(Math.sqrt(2.5 * width * items.length) / width), Math.floor(80 / width), 16, 15);
    const rows = [];
    for (let at = 0; at < items.length; at += columns) rows.push(items.slice(at, at + columns).map((item, index, row) => at + index < items.length - 1 ? (typeof value[at + index] === 'number' ? (item + ',').padStart(width - 1) : index < row.length - 1 ? (item + ',').padEnd(width) : item + ',') : typeof value[at + index] === 'number' ? item.padStart(width - 2) : item).join(typeof value[0] === 'number' ? ' ' : ''));
    return prefix + marks[0] + '\n' + rows.map((row) => pad + row).join('\n') + '\n' + ' '.repeat(indent) + marks[1];
  }
  return prefix + marks[0] + '\n' + items.map((item) => pad + item).join(',\n') + '\n' + ' '.repeat(indent) + marks[1];
}
const errorText = (error) => {
  const head = error.name + (error.message === '' ? '' : ': ' + error.message);
  const stack = String(error.stack || '').split('\n').filter((line) => line.trim().startsWith('at ') && !line.includes('node:internal') && !line.includes('(native)')).join('\n');
  return stack === '' ? head : head + '\n' + stack;
};
const extra = (error, depth, seen, indent) => {
  const keys = Object.keys(error);
  return keys.length === 0 ? '' : ' {\n' + keys.map((key) => '  ' + key + ': ' + inspect(error[key], depth, [...seen, error], indent + 2)).join(',\n') + '\n}';
};
function format(first, ...rest) {
  if (typeof first !== 'string') return [first, ...rest].map((item) => typeof item === 'string' ? item : inspect(item)).join(' ');
  const text = first.replace(/%([sdifjoOc%])/g, (all, letter) => {
    if (letter === '%') return '%';
    if (rest.length === 0) return all;
    const item = rest.shift();
    if (letter === 's') return typeof item === 'string' ? item : inspect(item, 0);
    if (letter === 'd') return String(Number(item));
    if (letter === 'i') return String(parseInt(item));
    if (letter === 'f') return String(parseFloat(item));
    if (letter === 'j') return JSON.stringify(item);
    if (letter === 'c') return '';
    return inspect(item, 4);
  });
  return [text, ...rest.map((item) => typeof item === 'string' ? item : inspect(item))].join(' ');
}
class EventEmitter {
  #on = new Map();
  on(name, listener) { this.#on.set(name, [...(this.#on.get(name) || []), listener]); return this; }
  addListener(name, listener) { return this.on(name, listener); }
  once(name, listener) { const once = (...args) => { this.off(name, once); listener.apply(this, args); }; return this.on(name, once); }
  off(name, listener) { this.#on.set(name, (this.#on.get(name) || []).filter((one) => one !== listener)); return this; }
  removeListener(name, listener) { return this.off(name, listener); }
  removeAllListeners(name) { name === undefined ? this.#on.clear() : this.#on.delete(name); return this; }
  listenerCount(name) { return (this.#on.get(name) || []).length; }
  emit(name, ...args) {
    const listeners = this.#on.get(name) || [];
    if (listeners.length === 0 && name === 'error') throw args[0];
    for (const listener of listeners) listener.apply(this, args);
    return listeners.length > 0;
  }
}
EventEmitter.EventEmitter = EventEmitter;
const utf8 = (text) => { const octets = []; for (const letter of String(text)) { const code = letter.codePointAt(0); if (code < 128) octets.push(code); else if (code < 2048) octets.push(192 | code >> 6, 128 | code & 63); else if (code < 65536) octets.push(224 | code >> 12, 128 | code >> 6 & 63, 128 | code & 63); else octets.push(240 | code >> 18, 128 | code >> 12 & 63, 128 | code >> 6 & 63, 128 | code & 63); } return octets; };
const fromUtf8 = (octets) => { let text = ''; for (let at = 0; at < octets.length;) { const first = octets[at++]; const more = first < 128 ? 0 : first < 224 ? 1 : first < 240 ? 2 : 3; let code = more === 0 ? first : first & (63 >> more); for (let n = 0; n < more; n++) code = code << 6 | octets[at++] & 63; text += String.fromCodePoint(code); } return text; };
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
class Buffer extends Uint8Array {
  static from(data, coding = 'utf8') {
    if (typeof data !== 'string') return Object.setPrototypeOf(Uint8Array.from(data), Buffer.prototype);
    let octets;
    if (coding === 'hex') octets = (data.match(/../g) || []).map((pair) => parseInt(pair, 16));
    else if (/^base64/.test(coding)) { octets = []; let bits = 0; let count = 0; for (const letter of data.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')) { bits = bits << 6 | LETTERS.indexOf(letter); count += 6; if (count >= 8) { count -= 8; octets.push(bits >> count & 255); } } }
    else octets = utf8(data);
    return Object.setPrototypeOf(Uint8Array.from(octets), Buffer.prototype);
  }
  static alloc(size) { return Object.setPrototypeOf(new Uint8Array(size), Buffer.prototype); }
  static byteLength(text) { return typeof text === 'string' ? utf8(text).length : text.length; }
  static isBuffer(value) { return value instanceof Buffer; }
  static concat(list) { return Buffer.from(list.flatMap((one) => Array.from(one))); }
  toString(coding = 'utf8') {
    const octets = Array.from(this);
    if (coding === 'hex') return octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
    if (/^base64/.test(coding)) { let text = ''; for (let at = 0; at < octets.length; at += 3) { const bits = octets[at] << 16 | (octets[at + 1] || 0) << 8 | (octets[at + 2] || 0); text += LETTERS[bits >> 18] + LETTERS[bits >> 12 & 63] + (at + 1 < octets.length ? LETTERS[bits >> 6 & 63] : '=') + (at + 2 < octets.length ? LETTERS[bits & 63] : '='); } return coding === 'base64url' ? text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '') : text; }
    return fromUtf8(octets);
  }
}
const process = new EventEmitter();
const info = ask('info');
class ExitNow { constructor() { this.exits = true; } }
Object.assign(process, {
  argv, execPath: '/usr/local/bin/node', execArgv: [], env: info.env, pid: info.pid, ppid: info.ppid, platform: 'linux', arch: 'x64', version: 'v' + version,
  versions: { node: version, v8: '13.6.233.10-node.28' }, title: 'node', exitCode: undefined, release: { name: 'node' },
  exit: (code) => { const status = code ?? process.exitCode ?? 0; process.exitCode = status; process.emit('exit', status); ask('exit', Number(status)); throw new ExitNow(); },
  cwd: () => ask('cwd'), chdir: (path) => ask('chdir', path), uptime: () => ask('uptime'), getuid: () => info.uid, getgid: () => info.gid, geteuid: () => info.uid,
  hrtime: Object.assign((before) => { const now = ask('now'); const value = [Math.floor(now / 1000), Math.floor(now % 1000 * 1e6)]; return before ? [value[0] - before[0] - (value[1] < before[1] ? 1 : 0), (value[1] - before[1] + 1e9) % 1e9] : value; }, { bigint: () => BigInt(Math.floor(ask('now') * 1e6)) }),
  memoryUsage: Object.assign(() => ({ rss: 45e6, heapTotal: 6e6, heapUsed: 4.5e6, external: 1.6e6, arrayBuffers: 1e4 }), { rss: () => 45e6 }),
  nextTick: (callback, ...args) => { Promise.resolve().then(() => callback(...args)); },
  kill: (pid, signal = 'SIGTERM') => ask('kill', pid, String(signal).replace(/^SIG/, '')),
  stdout: { write: (text) => { ask('print', 1, String(text)); return true; }, isTTY: info.tty, columns: 80, on() { return this; } },
  stderr: { write: (text) => { ask('print', 2, String(text)); return true; }, isTTY: info.tty, on() { return this; } },
  emitWarning: (text) => ask('print', 2, '(node:' + info.pid + ') Warning: ' + text + '\n'),
});
Object.defineProperty(process, 'stdin', { get: () => missing('process.stdin'), configurable: true });
const handled = process.on;
process.on = process.addListener = function (name, listener) { if (/^SIG[A-Z0-9]+$/.test(name)) ask('signal', name.slice(3)); return handled.call(process, name, listener); };
const say = (fd) => (...args) => ask('print', fd, (groups + (args.length === 0 ? '' : format(...args))).replace(/\n/g, '\n' + groups) + '\n');
let groups = '';
const counts = {}; const timesAt = {};
const table = (rows) => { const list = Object.entries(rows); const keys = [...new Set(list.flatMap(([, row]) => typeof row === 'object' && row !== null ? Object.keys(row) : []))]; const plain = list.some(([, row]) => typeof row !== 'object' || row === null); const head = ['(index)', ...keys, ...(plain ? ['Values'] : [])]; const body = list.map(([index, row]) => [index, ...keys.map((key) => row !== null && typeof row === 'object' && key in row ? inspect(row[key]) : ''), ...(plain ? [typeof row === 'object' ? '' : inspect(row)] : [])]); const widths = head.map((name, at) => Math.max(name.length, ...body.map((row) => row[at].length)) + 2); const line = (cells) => '│' + cells.map((cell, at) => ' ' + cell.padEnd(widths[at] - 1)).join('│') + '│'; const rule = (a, b, c) => a + widths.map((width) => '─'.repeat(width)).join(b) + c; say(1)([rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n')); };
const console = { log: say(1), info: say(1), debug: say(1), error: say(2), warn: say(2), trace: (...args) => say(2)('Trace: ' + format(...args)), dir: (value) => say(1)(inspect(value)), table, group: (...args) => { if (args.length > 0) say(1)(...args); groups += '  '; }, groupEnd: () => { groups = groups.slice(2); }, count: (name = 'default') => { counts[name] = (counts[name] || 0) + 1; say(1)(name + ': ' + counts[name]); }, time: (name = 'default') => { timesAt[name] = ask('now'); }, timeEnd: (name = 'default') => say(1)(name + ': ' + (ask('now') - timesAt[name]).toFixed(3) + 'ms'), assert: (value, ...args) => { if (!value) say(2)('Assertion failed' + (args.length ? ': ' + format(...args) : '')); } };
const timers = new Map(); let nextTimer = 1;
const start = (callback, ms, args, repeat) => { const id = nextTimer++; const delay = ms >= 1 && ms < 2 ** 31 ? Number(ms) : 1; const timer = { id, ref() { ask('ref', id, true); return timer; }, unref() { ask('ref', id, false); return timer; }, hasRef: () => true, [Symbol.toPrimitive]: () => id }; timers.set(id, () => { if (!repeat) timers.delete(id); callback(...args); }); ask('timer', id, delay, repeat); return timer; };
const stop = (timer) => { if (timer === undefined || timer === null) return; const id = typeof timer === 'object' ? timer.id : timer; timers.delete(id); ask('untimer', id); };
const path = { sep: '/', delimiter: ':',
  normalize: (text) => { const parts = []; for (const part of text.split('/')) { if (part === '' || part === '.') continue; if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop(); else if (part !== '..' || !text.startsWith('/')) parts.push(part); } return (text.startsWith('/') ? '/' : '') + parts.join('/') || '.'; },
  join: (...parts) => path.normalize(parts.filter((part) => part !== '').join('/')),
  resolve: (...parts) => { let text = ''; for (const part of [ask('cwd'), ...parts]) text = part.startsWith('/') ? part : text + '/' + part; return path.normalize(text); },
  dirname: (text) => { const at = text.replace(/\/+$/, '').lastIndexOf('/'); return at < 0 ? '.' : at === 0 ? '/' : text.slice(0, at); },
  basename: (text, end = '') => { const name = text.replace(/\/+$/, '').split('/').at(-1); return end !== '' && name.endsWith(end) && name !== end ? name.slice(0, -end.length) : name; },
  extname: (text) => /[^/]\.[^./]*$/.test(text) ? text.slice(text.lastIndexOf('.')) : '',
  isAbsolute: (text) => text.startsWith('/'),
  parse: (text) => { const base = path.basename(text); const ext = path.extname(text); return { root: text.startsWith('/') ? '/' : '', dir: path.dirname(text), base, ext, name: ext === '' ? base : base.slice(0, -ext.length) }; },
  relative: (from, to) => { const a = path.resolve(from).split('/'); const b = path.resolve(to).split('/'); while (a.length > 0 && a[0] === b[0]) { a.shift(); b.shift(); } return [...a.filter(Boolean).map(() => '..'), ...b].join('/'); },
};
path.posix = path;
const codingOf = (options) => typeof options === 'string' ? options : options && options.encoding;
const stats = (value) => ({ ...value, isFile: () => value.type === 'file', isDirectory: () => value.type === 'directory', isSymbolicLink: () => value.type === 'symlink', mtime: new Date(value.mtimeMs) });
const fs = {
  readFileSync: (name, options) => { const data = Buffer.from(ask('readFile', String(name)), 'base64'); return codingOf(options) ? data.toString(codingOf(options)) : data; },
  writeFileSync: (name, data) => ask('writeFile', String(name), Buffer.from(typeof data === 'string' ? data : data).toString('base64'), false),
  appendFileSync: (name, data) => ask('writeFile', String(name), Buffer.from(typeof data === 'string' ? data : data).toString('base64'), true),
  existsSync: (name) => ask('exists', String(name)), statSync: (name) => stats(ask('stat', String(name))), lstatSync: (name) => stats(ask('stat', String(name))),
  readdirSync: (name) => ask('readdir', String(name)), mkdirSync: (name, options) => ask('mkdir', String(name), !!(options && options.recursive)),
  unlinkSync: (name) => ask('unlink', String(name)), rmSync: (name, options) => ask('rm', String(name), !!(options && options.recursive), !!(options && options.force)), rmdirSync: (name) => ask('rmdir', String(name)),
  renameSync: (from, to) => ask('rename', String(from), String(to)), accessSync: (name) => { ask('stat', String(name)); }, copyFileSync: (from, to) => fs.writeFileSync(to, fs.readFileSync(from)),
  constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 }, promises: {},
};
for (const key of Object.keys(fs).filter((name) => name.endsWith('Sync'))) {
  const name = key.slice(0, -4); const sync = fs[key];
  fs.promises[name] = async (...args) => sync(...args);
  fs[name] = (...args) => { const done = args.pop(); start(() => { let value; try { value = sync(...args); } catch (error) { return name === 'exists' ? done(false) : done(error); } name === 'exists' ? done(value) : done(null, value); }, 1, [], false); };
}
const os = { EOL: '\n', hostname: () => ask('hostname'), platform: () => 'linux', type: () => 'Linux', arch: () => 'x64', release: () => ask('release'), uptime: () => ask('uptime'), tmpdir: () => '/tmp', homedir: () => process.env.HOME || '/root', cpus: () => Array.from({ length: info.cpus }, () => ({ model: 'virtual', speed: 2000, times: {} })), totalmem: () => info.memory, freemem: () => Math.floor(info.memory / 2), loadavg: () => [0, 0, 0], networkInterfaces: () => ask('interfaces'), userInfo: () => ({ uid: info.uid, gid: info.gid, username: process.env.USER || 'root', homedir: process.env.HOME || '/root', shell: '/bin/sh' }), endianness: () => 'LE', availableParallelism: () => info.cpus };
const STATUS_CODES = { 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 410: 'Gone', 413: 'Payload Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity', 429: 'Too Many Requests', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' };
class IncomingMessage extends EventEmitter {
  constructor(fields, body) { super(); Object.assign(this, fields); this.body_ = body; this.httpVersion = '1.1'; this.complete = true; }
  on(name, listener) { super.on(name, listener); if (name === 'end' || name === 'data') { if (!this.flowing) { this.flowing = true; start(() => { if (this.body_.length > 0) this.emit('data', this.coding ? this.body_.toString(this.coding) : this.body_); this.emit('end'); this.emit('close'); }, 1, [], false); } } return this; }
  setEncoding(coding) { this.coding = coding; return this; }
  resume() { return this; }
  pipe(target) { this.on('data', (chunk) => target.write(chunk)); this.on('end', () => target.end()); return target; }
  async *[Symbol.asyncIterator]() { if (this.body_.length > 0) yield this.coding ? this.body_.toString(this.coding) : this.body_; }
}
class ServerResponse extends EventEmitter {
  #headers = {}; #id; #sent = false; #parts = []; #streams = false;
  constructor(id, request) { super(); this.#id = id; this.req = request; this.statusCode = 200; this.finished = false; this.locals = {}; }
  get headersSent() { return this.#sent; }
  get writableEnded() { return this.finished; }
  setHeader(name, value) { if (this.#sent) { const error = new Error('Cannot set headers after they are sent to the client'); error.code = 'ERR_HTTP_HEADERS_SENT'; throw error; } this.#headers[name.toLowerCase()] = String(value); return this; }
  getHeader(name) { return this.#headers[name.toLowerCase()]; }
  removeHeader(name) { delete this.#headers[name.toLowerCase()]; }
  hasHeader(name) { return name.toLowerCase() in this.#headers; }
  getHeaders() { return { ...this.#headers }; }
  writeHead(status, reason, headers) { this.statusCode = status; if (typeof reason === 'string') this.statusMessage = reason; for (const [name, value] of Object.entries((typeof reason === 'object' ? reason : headers) || {})) this.setHeader(name, value); return this; }
  flushHeaders() { this.#head({}); }
  #head(more) { if (this.#sent) return; this.#sent = true; ask('head', this.#id, this.statusCode, this.statusMessage, { ...this.#headers, date: new Date(ask('now')).toUTCString(), connection: 'keep-alive', 'keep-alive': 'timeout=5', ...('content-length' in this.#headers ? {} : more) }); }
  write(chunk) { this.#streams = true; this.#head({ 'transfer-encoding': 'chunked' }); ask('chunk', this.#id, Buffer.from(chunk).toString('base64')); return true; }
  end(chunk, coding, done) {
    if (this.finished) return this;
    const data = chunk === undefined || typeof chunk === 'function' ? Buffer.alloc(0) : Buffer.from(chunk);
    if (!this.#sent) this.#head(this.statusCode === 204 || this.statusCode === 304 ? {} : { 'content-length': String(data.length) });
    if (data.length > 0 && this.req.method !== 'HEAD') ask('chunk', this.#id, data.toString('base64'));
    this.finished = true; ask('finish', this.#id); this.emit('finish'); this.emit('close');
    return this;
  }
}
const servers = new Map(); let nextServer = 1;
class Server extends EventEmitter {
  #id = nextServer++;
  constructor(options, listener) { super(); const given = typeof options === 'function' ? options : listener; if (given) this.on('request', given); this.listening = false; }
  listen(port, ...rest) {
    const options = typeof port === 'object' && port !== null ? port : { port: typeof port === 'function' ? 0 : port };
    const host_ = options.host || rest.find((one) => typeof one === 'string'); const done = typeof port === 'function' ? port : rest.find((one) => typeof one === 'function');
    if (done) this.once('listening', done);
    const number = Number(options.port || 0);
    if (!(number >= 0 && number < 65536)) { const error = new RangeError('options.port should be >= 0 and < 65536. Received type number (' + number + ').'); error.code = 'ERR_SOCKET_BAD_PORT'; throw error; }
    try { this.port_ = ask('listen', this.#id, number, host_); } catch (error) { start(() => this.emit('error', error), 1, [], false); return this; }
    servers.set(this.#id, this); this.listening = true; this.host_ = host_ || '::';
    start(() => this.emit('listening'), 1, [], false);
    return this;
  }
  address() { return this.listening ? { address: this.host_, family: this.host_.includes(':') ? 'IPv6' : 'IPv4', port: this.port_ } : null; }
  close(done) { if (!this.listening) { if (done) done(new Error('Server is not running.')); return this; } this.listening = false; servers.delete(this.#id); ask('unlisten', this.#id); if (done) this.once('close', done); start(() => this.emit('close'), 1, [], false); return this; }
  closeAllConnections() {} closeIdleConnections() {} setTimeout() { return this; } unref() { return this; } ref() { return this; }
}
const fetches = new Map(); let nextFetch = 1;
const outgoing = (target, options, settle) => { const id = nextFetch++; fetches.set(id, settle); ask('fetch', id, target, options.method || 'GET', options.headers || {}, options.body === undefined ? '' : Buffer.from(String(options.body)).toString('base64')); };
const http = {
  STATUS_CODES, METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'], Server, IncomingMessage, ServerResponse,
  createServer: (options, listener) => new Server(options, listener),
  request: (target, options, done) => {
    if (typeof options === 'function') { done = options; options = {}; }
    const given = typeof target === 'string' || target instanceof URL ? { ...options } : { ...target };
    const url = typeof target === 'string' ? target : target instanceof URL ? target.href : 'http://' + (given.hostname || given.host || 'localhost') + ':' + (given.port || 80) + (given.path || '/');
    const request = new EventEmitter(); let body = '';
    Object.assign(request, { write: (text) => { body += text; return true; }, setHeader: (name, value) => { given.headers = { ...given.headers, [name]: value }; }, setTimeout: () => request, destroy: () => request, end: (text = '') => { outgoing(url, { ...given, ...(body + text !== '' && { body: body + text }) }, (error, answer) => { if (error) return request.emit('error', error); const message = new IncomingMessage({ statusCode: answer.status, statusMessage: STATUS_CODES[answer.status], headers: answer.headers }, Buffer.from(answer.body, 'base64')); if (done) done(message); request.emit('response', message); }); return request; } });
    return request;
  },
  get: (...args) => http.request(...args).end(),
};
const fetch = (target, options = {}) => new Promise((resolve, reject) => outgoing(String(target), options, (error, answer) => { if (error) { const fault = new TypeError('fetch failed'); fault.cause = error; return reject(fault); } const data = Buffer.from(answer.body, 'base64'); resolve({ status: answer.status, ok: answer.status >= 200 && answer.status < 300, statusText: STATUS_CODES[answer.status] || '', url: String(target), headers: { get: (name) => answer.headers[name.toLowerCase()] ?? null }, text: async () => data.toString(), json: async () => JSON.parse(data.toString()) }); }));
class URLSearchParams { #pairs; constructor(text = '') { const decode = (part) => decodeURIComponent(part.replace(/\+/g, ' ')); this.#pairs = typeof text === 'object' ? Object.entries(text) : text.replace(/^\?/, '').split('&').filter(Boolean).map((pair) => { const [key, ...value] = pair.split('='); return [decode(key), decode(value.join('='))]; }); } get(name) { const pair = this.#pairs.find(([key]) => key === name); return pair ? pair[1] : null; } has(name) { return this.get(name) !== null; } set(name, value) { this.#pairs = [...this.#pairs.filter(([key]) => key !== name), [name, String(value)]]; } append(name, value) { this.#pairs.push([name, String(value)]); } entries() { return this.#pairs.values(); } [Symbol.iterator]() { return this.#pairs.values(); } toString() { return this.#pairs.map(([key, value]) => encodeURIComponent(key) + '=' + encodeURIComponent(value)).join('&'); } }
class URL { constructor(text, base) { const match = /^(\w+:)\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?#]*)(?::(\d+))?([^?#]*)(\?[^#]*)?(#.*)?$/.exec(text); if (!match) { if (base === undefined) { const error = new TypeError('Invalid URL'); error.code = 'ERR_INVALID_URL'; error.input = text; throw error; } const under = new URL(base); return new URL(under.origin + (text.startsWith('/') ? text : path.join(path.dirname(under.pathname + 'x'), text))); } const [, protocol, username = '', password = '', hostname, port = '', pathname, search = '', hash = ''] = match; Object.assign(this, { protocol, username, password, hostname, port, pathname: pathname || '/', search: search === '?' ? '' : search, hash, host: hostname + (port ? ':' + port : ''), origin: protocol + '//' + hostname + (port ? ':' + port : ''), searchParams: new URLSearchParams(search) }); } get href() { return this.origin + this.pathname + this.search + this.hash; } toString() { return this.href; } toJSON() { return this.href; } }
const queryOf = (target) => { const query = {}; const at = target.indexOf('?'); if (at >= 0) for (const [key, value] of new URLSearchParams(target.slice(at))) query[key] = key in query ? [].concat(query[key], value) : value; return query; };
const util = { inspect: (value, options) => inspect(value, options && options.depth === null ? 99 : (options && options.depth) ?? 2), format, promisify: (callee) => (...args) => new Promise((resolve, reject) => callee(...args, (error, value) => error ? reject(error) : resolve(value))), inherits: (child, parent) => Object.setPrototypeOf(child.prototype, parent.prototype), isDeepStrictEqual: (a, b) => inspect(a, 99) === inspect(b, 99), types: {} };
const later = { setTimeout: (ms, value) => new Promise((resolve) => start(() => resolve(value), ms, [], false)) };
class AssertionError extends Error { constructor(message) { super(message); this.name = 'AssertionError'; this.code = 'ERR_ASSERTION'; } }
const assert = (value, message) => { if (!value) throw new AssertionError(message || 'The expression evaluated to a falsy value'); };
const compared = (test) => (a, b, message) => { if (!test(a, b)) throw message instanceof Error ? message : new AssertionError(message || 'Expected values to be strictly equal:\n\n' + inspect(a) + ' !== ' + inspect(b) + '\n'); };
Object.assign(assert, { ok: assert, AssertionError, equal: compared((a, b) => a == b), strictEqual: compared(Object.is), notStrictEqual: compared((a, b) => !Object.is(a, b)), deepStrictEqual: compared(util.isDeepStrictEqual), deepEqual: compared(util.isDeepStrictEqual), throws: (callee) => { try { callee(); } catch { return; } throw new AssertionError('Missing expected exception.'); } });
assert.strict = assert;
const crypto = { randomUUID: () => ask('uuid'), randomInt: (a, b) => b === undefined ? Math.floor(Math.random() * a) : a + Math.floor(Math.random() * (b - a)), randomBytes: (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(Math.random() * 256))), createHash: () => missing('crypto.createHash') };
Math.random = () => ask('random');
const builtins = { fs, path, os, http, util, assert, crypto, events: EventEmitter, url: { URL, URLSearchParams, parse: (text) => { const at = text.indexOf('?'); return { pathname: at < 0 ? text : text.slice(0, at), search: at < 0 ? null : text.slice(at), query: at < 0 ? null : text.slice(at + 1), href: text }; }, fileURLToPath: (url) => decodeURIComponent(String(url).replace(/^file:\/\//, '')), pathToFileURL: (name) => new URL('file://' + name) }, process, buffer: { Buffer }, 'fs/promises': fs.promises, 'timers/promises': later, timers: { setTimeout: (callback, ms, ...args) => start(callback, ms, args, false) }, querystring: { parse: (text) => queryOf('?' + text), stringify: (value) => new URLSearchParams(value).toString() }, perf_hooks: { performance: { now: () => ask('uptime') * 1000 } } };
const OTHERS = new Set('async_hooks child_process cluster console dgram dns domain http2 https inspector module net punycode readline repl stream string_decoder sys tls trace_events tty v8 vm wasi worker_threads zlib test sqlite sea'.split(' '));
const cache = {};
const packages = {};
const fail = (name, parent) => { const stack = []; for (let at = parent; at; at = at.parent) stack.push(at.filename); const error = new Error("Cannot find module '" + name + "'" + (stack.length ? '\nRequire stack:\n' + stack.map((file) => '- ' + file).join('\n') : '')); error.code = 'MODULE_NOT_FOUND'; error.requireStack = stack; throw error; };
const isFile = (name) => fs.existsSync(name) && fs.statSync(name).isFile();
const asFile = (name) => [name, name + '.js', name + '.json', name + '.cjs', name + '.mjs'].find(isFile);
const asFolder = (name) => { const manifest = name + '/package.json'; const main = isFile(manifest) ? JSON.parse(fs.readFileSync(manifest, 'utf8')) : {}; return (main.main && (asFile(path.join(name, main.main)) || asFile(path.join(name, main.main, 'index')))) || asFile(name + '/index'); };
function resolve(name, from, parent) {
  if (/^(\.{0,2}\/|\.\.?$)/.test(name)) { const full = path.resolve(from, name); return asFile(full) || asFolder(full) || fail(name.startsWith('.') ? name : full, parent); }
  for (let folder = from; ; folder = path.dirname(folder)) {
    const full = path.join(folder, 'node_modules', name);
    const found = asFile(full) || (fs.existsSync(full) ? asFolder(full) : undefined);
    if (found !== undefined) return found;
    if (folder === '/') return fail(name, parent);
  }
}
const builtin = (name) => { const plain = name.replace(/^node:/, ''); if (plain in builtins) return builtins[plain]; if (OTHERS.has(plain)) missing("the module '" + plain + "'"); return undefined; };
function load(file, parent) {
  if (cache[file]) return cache[file].exports;
  const module = { exports: {}, filename: file, id: parent ? file : '.', loaded: false, parent, children: [], paths: [] };
  cache[file] = module;
  const text = fs.readFileSync(file, 'utf8').replace(/^#!.*/, '');
  if (file.endsWith('.json')) { try { module.exports = JSON.parse(text); } catch (error) { delete cache[file]; error.message = file + ': ' + error.message; throw error; } return module.exports; }
  const marker = /^\/\/ drydock package: (\S+)/.exec(text);
  if (marker) { if (!(marker[1] in packages)) missing("the package '" + marker[1] + "'"); module.exports = packages[marker[1]](); return module.exports; }
  try { host('compile', JSON.stringify([file, text]))(module.exports, requireFrom(module), module, file, path.dirname(file)); } catch (error) { delete cache[file]; throw error; }
  module.loaded = true;
  return module.exports;
}
const requireFrom = (module) => { const from = path.dirname(module.filename); const require = (name) => { if (typeof name !== 'string') { const error = new TypeError('The "id" argument must be of type string. Received ' + inspect(name)); error.code = 'ERR_INVALID_ARG_TYPE'; throw error; } return builtin(name) ?? load(resolve(name, from, module), module); }; require.main = cache.main_; require.cache = cache; require.resolve = (name) => resolve(name, from, module); return require; };
Object.assign(globalThis, { console, process, Buffer, URL, URLSearchParams, fetch, global: globalThis, setTimeout: (callback, ms, ...args) => start(callback, ms, args, false), setInterval: (callback, ms, ...args) => start(callback, ms, args, true), setImmediate: (callback, ...args) => start(callback, 1, args, false), clearTimeout: stop, clearInterval: stop, clearImmediate: stop, queueMicrotask: (callback) => { Promise.resolve().then(callback); }, structuredClone: (value) => JSON.parse(JSON.stringify(value)), performance: builtins.perf_hooks.performance, TextEncoder: class { encode(text) { return Buffer.from(text); } }, TextDecoder: class { decode(octets) { return fromUtf8(Array.from(octets)); } } });
const RealDate = Date;
globalThis.Date = class Date extends RealDate { constructor(...args) { super(...(args.length === 0 ? [ask('now')] : args)); } static now() { return Math.floor(ask('now')); } };
return {
  packages, http, EventEmitter, queryOf, fs, path, inspect, missing, IncomingMessage, ServerResponse, Buffer, start, ask, STATUS_CODES,
  main: (file) => { const real = asFile(file) || (fs.existsSync(file) ? asFolder(file) : undefined); if (real === undefined) fail(file); return real; },
  run: (file) => { const module = { filename: file }; load(file, undefined); },
  evaluate: (text, print) => { const file = path.join(ask('cwd'), '[eval]'); const module = { exports: {}, filename: file, id: '[eval]' }; const require = requireFrom(module); Object.assign(globalThis, { require, module, exports: module.exports, __filename: '[eval]', __dirname: '.' }); for (const name of Object.keys(builtins)) if (!(name in globalThis) && isIdentifier(name)) globalThis[name] = builtins[name]; const value = host('script', JSON.stringify([text])); if (print) console.log(value); },
  resolve: (name, from) => (builtin(name) !== undefined ? 'node:' + name.replace(/^node:/, '') : resolve(name, path.dirname(from), { filename: from })),
  keys: (name) => Object.keys(builtin(name) ?? load(name)).filter((key) => isIdentifier(key) && key !== 'default'),
  value: (name) => builtin(name) ?? load(name),
  isPackage: (file) => /^\/\/ drydock package:/.test(fs.readFileSync(file, 'utf8')),
  text: (error) => error !== null && typeof error === 'object' && error.exits === true ? undefined : error instanceof Error ? inspect(error) : undefined,
  shown: (error) => inspect(error),
  stack: (error) => error instanceof Error ? String(error.stack) : '',
  event: (kind, ...args) => {
    if (kind === 'timer') { const timer = timers.get(args[0]); if (timer) timer(); }
    if (kind === 'signal') process.emit(args[0], args[0], args[1]);
    if (kind === 'exit') { if (process.exitCode === undefined) process.exitCode = undefined; process.emit('beforeExit', 0); }
    if (kind === 'ending') process.emit('exit', process.exitCode ?? 0);
    if (kind === 'fetched') { const settle = fetches.get(args[0]); fetches.delete(args[0]); const answer = JSON.parse(args[1]); if (answer.error) { const error = new Error(answer.error.message); Object.assign(error, answer.error); settle(error); } else settle(undefined, answer); }
    if (kind === 'request') { const [server, id, json] = args; const fields = JSON.parse(json); const request = new IncomingMessage({ method: fields.method, url: fields.target, headers: fields.headers, socket: { remoteAddress: fields.from, remotePort: fields.port }, connection: { remoteAddress: fields.from } }, Buffer.from(fields.body, 'base64')); const response = new ServerResponse(id, request); const target = servers.get(server); if (target) target.emit('request', request, response); }
    return process.exitCode;
  },
};
})`;
