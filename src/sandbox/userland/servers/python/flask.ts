import { pyError } from './exceptions.ts';
import { Abort, makeRule, routes } from './flask-routes.ts';
import type { Interpreter } from './interpreter.ts';
import { dumps } from './json.ts';
import { serveApp } from './serve-app.ts';
import {
  PyBuiltin,
  PyClass,
  PyDict,
  PyInstance,
  PyList,
  PyModule,
  PyTuple,
  type Keywords,
  type Value,
} from './values.ts';

export const isApp = (value: Value): value is PyInstance => value instanceof PyInstance && value.type.name === 'Flask';

/** The module flask: apps, routes, request, jsonify. */
export function flaskModule(interpreter: Interpreter, version: string): PyModule {
  const request = new PyInstance(new PyClass('Request', []));
  const type = new PyClass('Flask', []);
  const method = (
    name: string,
    call: (self: PyInstance, args: Value[], keywords: Keywords) => Value | Promise<Value>,
  ) =>
    type.attributes.set(
      name,
      new PyBuiltin(name, ([self = null, ...args], keywords) =>
        self instanceof PyInstance ? call(self, args, keywords) : null,
      ),
    );
  method('__init__', (self, [name = '']) => {
    self.attributes.set('name', name);
    self.attributes.set('config', new PyDict());
    self.attributes.set('debug', false);
    routes.set(self, []);
    return null;
  });
  const decorator = (name: string, fixed?: string) =>
    method(name, (self, [path = '/'], keywords) => {
      const given = keywords.get('methods');
      const methods =
        fixed !== undefined
          ? [fixed]
          : given instanceof PyList || given instanceof PyTuple
            ? given.items.map(String)
            : ['GET'];
      return new PyBuiltin('decorator', async ([view = null]) => {
        const endpoint = String(await interpreter.attribute(view, '__name__'));
        routes.get(self)?.push(makeRule(String(path), methods, view, endpoint));
        return view;
      });
    });
  decorator('route');
  for (const verb of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) decorator(verb.toLowerCase(), verb);
  method('run', async (self, [host = '127.0.0.1', port = 5000n], keywords) => {
    const at = String(keywords.get('host') ?? host);
    await serveApp(interpreter, self, {
      host: at,
      port: Number(keywords.get('port') ?? port),
      debug: keywords.get('debug') === true,
      version,
      request,
      shown: appFile(interpreter),
    });
    return null;
  });
  return new PyModule('flask', new Map<string, Value>([
    ['Flask', type],
    ['request', request],
    ['jsonify', new PyBuiltin('jsonify', (args, keywords) => {
      const value = keywords.size > 0 ? PyDict.of(keywords) : args.length === 1 ? (args[0] ?? null) : new PyList(args);
      return responseOf(`${dumps(value, { compact: true, sort: true })}\n`, 'application/json');
    })],
    ['abort', new PyBuiltin('abort', ([status = 500n]) => {
      throw new Abort(Number(status));
    })],
    ['redirect', new PyBuiltin('redirect', ([location = '/']) => responseOf('', 'text/html; charset=utf-8', 302, String(location)))],
    ['escape', new PyBuiltin('escape', ([text = '']) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))],
    ['render_template', new PyBuiltin('render_template', () => {
      throw pyError('NotImplementedError', 'drydock: not simulated: python: flask.render_template');
    })],
  ])); // prettier-ignore
}

const appFile = (interpreter: Interpreter): string =>
  ([...interpreter.sources.keys()][0] ?? 'app').split('/').at(-1)?.replace(/\.py$/, '') ?? 'app';

function responseOf(text: string, type: string, status = 200, location?: string): PyInstance {
  const made = new PyInstance(new PyClass('Response', []));
  made.attributes.set('text', text);
  made.attributes.set('mimetype', type);
  made.attributes.set('status_code', BigInt(status));
  if (location !== undefined) made.attributes.set('location', location);
  return made;
}
