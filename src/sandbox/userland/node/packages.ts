/** Packages of npm that a script can require once `npm install` has put them there, written anew for the engine. */
export const PACKAGES = String.raw`(function ({ packages, http, queryOf, fs, path, Buffer, STATUS_CODES, ask, inspect }) {
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json; charset=utf-8', txt: 'text/plain; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', ico: 'image/x-icon' };
const matcher = (pattern, whole) => {
  if (pattern instanceof RegExp) return (target) => { const match = pattern.exec(target); return match ? { params: { ...match.slice(1) }, length: match[0].length } : undefined; };
  const names = [];
  const source = pattern.replace(/\/$/, '').replace(/[.+()]/g, '\\$&').replace(/\/?\*(\w*)/g, (_all, name) => { names.push(name || String(names.length)); return '(?:/(.*))'; }).replace(/:(\w+)/g, (_all, name) => { names.push(name); return '([^/]+)'; });
  const regular = new RegExp('^' + source + (whole ? '/?$' : '(?=/|$)'), 'i');
  return (target) => { const match = regular.exec(target); if (!match) return undefined; const params = {}; names.forEach((name, index) => { params[name] = match[index + 1] === undefined ? undefined : decodeURIComponent(match[index + 1]); }); return { params, length: match[0].length }; };
};
function router() {
  const stack = [];
  const handle = (request, response, done) => {
    let at = 0; const params = request.params || {}; const base = request.baseUrl || ''; const url = request.url;
    const next = (error) => {
      if (error === 'route' || error === 'router') error = undefined;
      const layer = stack[at++];
      Object.assign(request, { params, baseUrl: base, url });
      if (layer === undefined) return done(error);
      const target = url.split('?')[0];
      const match = layer.match(target);
      if (!match || (layer.method && layer.method !== request.method && !(layer.method === 'GET' && request.method === 'HEAD'))) return next(error);
      if ((layer.callee.length === 4) !== (error !== undefined)) return next(error);
      request.params = { ...params, ...match.params };
      if (!layer.method && layer.mount !== '/') { request.baseUrl = base + target.slice(0, match.length); request.url = url.slice(match.length) || '/'; if (!request.url.startsWith('/')) request.url = '/' + request.url; }
      try { const result = error === undefined ? layer.callee(request, response, next) : layer.callee(error, request, response, next); if (result && typeof result.then === 'function') result.then(undefined, next); } catch (thrown) { next(thrown); }
    };
    next();
  };
  const self = (request, response, next) => handle(request, response, next);
  const add = (method, pattern, callees) => { for (const callee of callees.flat(9)) { if (typeof callee !== 'function') throw new TypeError((method ? 'Route.' + method.toLowerCase() + '()' : 'app.use()') + ' requires a callback function but got a ' + Object.prototype.toString.call(callee)); stack.push({ method: method === 'ALL' ? undefined : method, mount: method ? undefined : pattern, match: method === undefined && pattern === '/' ? () => ({ params: {}, length: 0 }) : matcher(pattern, method !== undefined), callee }); } return self; };
  for (const method of ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'all']) self[method] = (pattern, ...callees) => add(method.toUpperCase(), pattern, callees);
  self.use = (first, ...rest) => typeof first === 'string' || first instanceof RegExp ? add(undefined, first, rest) : add(undefined, '/', [first, ...rest]);
  self.route = (pattern) => { const made = {}; for (const method of ['get', 'post', 'put', 'delete', 'patch', 'all']) made[method] = (...callees) => { self[method](pattern, ...callees); return made; }; return made; };
  return self;
}
const escape = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
const page = (text) => '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>' + text + '</pre>\n</body>\n</html>\n';
function extend(request, response, app) {
  const parts = request.url.split('?');
  request.originalUrl = request.url; request.query = queryOf(request.url); request.app = app; request.params = {}; request.ip = request.socket.remoteAddress; request.protocol = 'http'; request.secure = false; request.hostname = String(request.headers.host || '').replace(/:\d+$/, '');
  Object.defineProperty(request, 'path', { get: () => request.url.split('?')[0], configurable: true });
  request.get = request.header = (name) => request.headers[name.toLowerCase()];
  response.app = app; response.setHeader('X-Powered-By', 'Express');
  response.status = (code) => { response.statusCode = code; return response; };
  response.set = response.header = (name, value) => { if (typeof name === 'object') for (const key of Object.keys(name)) response.setHeader(key, name[key]); else response.setHeader(name, value); return response; };
  response.get = (name) => response.getHeader(name);
  response.type = (name) => response.set('Content-Type', name.includes('/') ? name : TYPES[name] || name);
  response.json = (value) => { if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8'); const text = JSON.stringify(value); response.setHeader('Content-Length', Buffer.byteLength(text)); response.end(text); return response; };
  response.send = (value) => { if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) return response.json(value); if (typeof value === 'number' || typeof value === 'boolean') return response.json(value); if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', Buffer.isBuffer(value) ? 'application/octet-stream' : 'text/html; charset=utf-8'); const data = value === undefined || value === null ? '' : value; response.setHeader('Content-Length', Buffer.byteLength(data)); response.end(data); return response; };
  response.sendStatus = (code) => response.status(code).type('txt').send(STATUS_CODES[code] || String(code));
  response.redirect = (code, target) => { const [status, where] = target === undefined ? [302, code] : [code, target]; response.status(status).set('Location', where).type('txt').send(STATUS_CODES[status] + '. Redirecting to ' + where); };
  response.sendFile = (name, options) => { const full = options && options.root ? path.join(options.root, name) : name; response.type(path.extname(full).slice(1)); response.end(fs.readFileSync(full)); };
}
packages.express = () => {
  const express = () => {
    const main = router(); const settings = {};
    const app = (request, response) => { extend(request, response, app); main(request, response, (error) => finish(error, request, response)); };
    Object.assign(app, main, { locals: {}, settings, set: (name, value) => { settings[name] = value; return app; }, enable: (name) => app.set(name, true), disable: (name) => app.set(name, false), listen: (...args) => http.createServer(app).listen(...args) });
    const get = main.get;
    app.get = (pattern, ...callees) => callees.length === 0 && typeof pattern === 'string' ? settings[pattern] : (get(pattern, ...callees), app);
    app.use = (...args) => { main.use(...args); return app; };
    return app;
  };
  const finish = (error, request, response) => {
    if (response.finished) return;
    response.set('Content-Security-Policy', "default-src 'none'").set('X-Content-Type-Options', 'nosniff').type('html');
    if (error === undefined) return response.status(404).end(page('Cannot ' + request.method + ' ' + escape(request.originalUrl.split('?')[0])));
    const status = error.status || error.statusCode || 500;
    if (status >= 500) ask('print', 2, inspect(error) + '\n');
    response.status(status).end(page(process.env.NODE_ENV === 'production' ? STATUS_CODES[status] : escape(error instanceof Error ? inspect(error) : String(error)).replace(/\n/g, '<br>').replace(/  /g, ' &nbsp;')));
  };
  const body = (type, read) => (options) => (request, response, next) => { if (request.body === undefined) request.body = undefined; if (!String(request.headers['content-type'] || '').startsWith(type)) return next(); try { request.body = read(request.body_.toString()); } catch (error) { error.status = 400; return next(error); } next(); };
  express.json = body('application/json', (text) => text === '' ? {} : JSON.parse(text));
  express.urlencoded = body('application/x-www-form-urlencoded', (text) => queryOf('?' + text));
  express.text = body('text/plain', (text) => text);
  express.static = (folder) => (request, response, next) => { if (request.method !== 'GET' && request.method !== 'HEAD') return next(); let file = path.join(folder, decodeURIComponent(request.path)); if (!path.resolve(file).startsWith(path.resolve(folder)) || !fs.existsSync(file)) return next(); if (fs.statSync(file).isDirectory()) file = path.join(file, 'index.html'); if (!fs.existsSync(file)) return next(); response.sendFile(file); };
  express.Router = router;
  return express;
};
packages.dotenv = () => { const parse = (text) => Object.fromEntries(text.split('\n').flatMap((line) => { const match = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line); return match ? [[match[1], match[2].replace(/^(['"])(.*)\1$/, '$2')]] : []; })); return { parse, config: (options) => { const file = (options && options.path) || '.env'; if (!fs.existsSync(file)) return { error: new Error("ENOENT: no such file or directory, open '" + file + "'"), parsed: {} }; const parsed = parse(fs.readFileSync(file, 'utf8')); for (const key of Object.keys(parsed)) if (!(key in process.env)) process.env[key] = parsed[key]; return { parsed }; } }; };
packages.cors = () => () => (request, response, next) => { response.setHeader('Access-Control-Allow-Origin', '*'); if (request.method === 'OPTIONS') { response.statusCode = 204; response.end(); } else next(); };
packages.morgan = () => () => (request, response, next) => { const began = ask('now'); response.on('finish', () => ask('print', 1, request.method + ' ' + request.originalUrl + ' ' + response.statusCode + ' ' + (ask('now') - began + 0.4).toFixed(3) + ' ms - ' + (response.getHeader('content-length') || '-') + '\n')); next(); };
packages['body-parser'] = () => packages.express();
packages.uuid = () => ({ v4: () => ask('uuid') });
})`;
