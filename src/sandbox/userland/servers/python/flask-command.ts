import type { Process } from '../../../kernel/process.ts';
import type { Program } from '../../../kernel/spawn-options.ts';
import { isApp } from './flask.ts';
import { serveApp } from './serve-app.ts';
import { pythonVersion, start, runToEnd, loadFile } from './start.ts';
import { PyInstance } from './values.ts';

const NO_APP =
  "Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory.";

/** flask: run, --version */
export async function flaskCommand(
  process: Process,
  given: readonly string[] = process.argv.slice(1),
): Promise<number> {
  const rest = [...given];
  const version = pythonVersion(process);
  let app = process.env.get('FLASK_APP');
  let debug = /^(1|true|yes|on)$/i.test(process.env.get('FLASK_DEBUG') ?? '');
  let host = process.env.get('FLASK_RUN_HOST') ?? '127.0.0.1';
  let port = Number(process.env.get('FLASK_RUN_PORT') ?? 5000);
  let command: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', attached] = word.split('=');
    const value = () => attached ?? rest.shift() ?? '';
    if (name === '--version') {
      await process.out(`Python ${version}\nFlask 2.2.2\nWerkzeug 2.2.2\n`);
      return 0;
    }
    if (name === '--app' || name === '-A') app = value();
    else if (name === '--debug' && command === undefined) debug = true;
    else if (name === '--no-debug') debug = false;
    else if (name === '--host' || name === '-h') host = value();
    else if (name === '--port' || name === '-p') port = Number(value());
    else if (name.startsWith('-')) {
      const known =
        /^--(no-)?(reload|debugger|reloader)$/.test(name) || name === '--with-threads' || name === '--without-threads';
      if (known) continue;
      await process.err(
        `Usage: flask ${command ?? ''} [OPTIONS]\nTry 'flask ${command ?? ''} --help' for help.\n\nError: No such option: ${name}\n`,
      );
      return 2;
    } else command ??= word;
  }
  if (command !== 'run') {
    await process.err(`drydock: not simulated: flask ${command ?? ''}\n`);
    return 1;
  }
  const usage = (message: string) =>
    process.err(`Usage: flask run [OPTIONS]\nTry 'flask run --help' for help.\n\nError: ${message}\n`);
  app ??= ['wsgi.py', 'app.py'].find((file) => process.fs.exists(file));
  if (app === undefined) {
    await usage(NO_APP);
    return 2;
  }
  const [module = '', wanted] = app.split(':');
  const name = module.replace(/\.py$/, '').replaceAll('/', '.');
  const { interpreter } = start(process, ['flask', ...given], process.cwd, true);
  const code = await runToEnd(interpreter, '', name, async () => {
    const flask = await interpreter.import('flask');
    const loaded = await loadFile(interpreter, name, process.cwd);
    if (loaded === undefined) {
      await usage(`Could not import '${name}'.`);
      return 2;
    }
    const candidates = wanted === undefined ? ['app', 'application'] : [wanted];
    const found =
      candidates.map((key) => loaded.attributes.get(key) ?? null).find(isApp) ??
      [...loaded.attributes.values()].find(isApp);
    if (found === undefined) {
      await usage(
        `Failed to find Flask application or factory in module '${name}'. Use '${name}:name' to specify one.`,
      );
      return 2;
    }
    const request = flask.attributes.get('request');
    if (!(request instanceof PyInstance)) throw new Error('flask without request');
    await serveApp(interpreter, found, { host, port, debug, version, request, shown: app ?? name });
    return 0;
  });
  await interpreter.flush();
  return code;
}

export const flask: Program = (process) => flaskCommand(process);
