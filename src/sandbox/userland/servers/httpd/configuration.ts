import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';

/** The configuration doesn't hold; the message is Apache's. */
export class ConfigurationFault extends Error {}

/** What the sandbox's Apache heeds. */
export interface HttpdConfiguration {
  readonly root: string;
  readonly ports: readonly number[];
  readonly documents: string;
  readonly indexes: readonly string[];
  readonly serverName: string | undefined;
  readonly user: string | undefined;
  readonly errorLog: string;
  readonly accessLog: string | undefined;
  readonly accessFormat: string;
  /** Whether directories without an index are listed. */
  readonly lists: boolean;
}

const HEEDED = new Set(
  'serverroot listen documentroot directoryindex servername user errorlog customlog logformat options'.split(' '),
);
/** Taken, without an effect that a page would show. */
const TAKEN = new Set(
  'loadmodule group serveradmin loglevel allowoverride require typesconfig addtype mimemagicfile timeout keepalive maxkeepaliverequests keepalivetimeout servertokens serversignature usecanonicalname hostnamelookups enablemmap enablesendfile pidfile sslrandomseed startservers minsparethreads maxsparethreads threadsperchild maxrequestworkers maxconnectionsperchild'.split(
    ' ',
  ),
);
const SECTIONS = new Set(['directory', 'files', 'ifmodule', 'ifdefine', 'location']);
const UNSIMULATED =
  /^(?:alias|auth|browser|cgi|deflate|errordocument|expires|header|include|proxy|redirect|requestheader|rewrite|scriptalias|scriptsock|setenv|sslengine|sslcert)/;

const words = (line: string): string[] =>
  [...line.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\"/g, '"') ?? plain ?? '',
  );

/** Reads httpd.conf. @throws {ConfigurationFault} */
export function readConfiguration(process: Process, path: string, prefix: string): HttpdConfiguration {
  const values = new Map<string, string[]>();
  const formats = new Map<string, string>();
  const ports: number[] = [];
  let lists = false;
  const sections: string[] = [];
  const lines = contentOf(process, path).split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    const fault = (text: string) =>
      new ConfigurationFault(`AH00526: Syntax error on line ${index + 1} of ${path}:\n${text}`);
    if (line === '' || line.startsWith('#')) continue;
    const section = /^<(\/?)(\w+)/.exec(line);
    if (section !== null) {
      const [, closes, name = ''] = section;
      if (closes === '/') {
        if (sections.pop() !== name.toLowerCase()) throw fault(`</${name}> without matching <${name}> section`);
      } else if (SECTIONS.has(name.toLowerCase())) sections.push(name.toLowerCase());
      else throw fault(`drydock: not simulated: httpd <${name}>`);
      continue;
    }
    const [name = '', ...args] = words(line);
    const key = name.toLowerCase();
    if (UNSIMULATED.test(key) && !sections.includes('ifmodule')) throw fault(`drydock: not simulated: httpd ${name}`);
    if (!HEEDED.has(key) && !TAKEN.has(key) && !UNSIMULATED.test(key)) {
      throw fault(
        `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`,
      );
    }
    if (key === 'listen') ports.push(Number((args[0] ?? '').split(':').at(-1)));
    else if (key === 'logformat') formats.set(args[1] ?? '', args[0] ?? '');
    else if (key === 'options') lists ||= args.some((arg) => /^\+?Indexes$/i.test(arg));
    else values.set(key, args);
  }
  if (ports.length === 0) throw new ConfigurationFault('no listening sockets available, shutting down');
  const one = (key: string): string | undefined => values.get(key)?.[0];
  const root = one('serverroot') ?? prefix;
  const absolute = (name: string): string => (name.startsWith('/') ? name : `${root}/${name}`);
  const [accessLog, format = 'common'] = values.get('customlog') ?? [];
  const documents = absolute(one('documentroot') ?? 'htdocs');
  if (!process.fs.isDirectory(documents)) {
    const at = lines.findIndex((line) => /^\s*DocumentRoot\s/i.test(line)) + 1;
    throw new ConfigurationFault(
      `AH00526: Syntax error on line ${at} of ${path}:\nDocumentRoot '${documents}' is not a directory, or is not readable`,
    );
  }
  return {
    root,
    ports,
    documents,
    lists,
    indexes: values.get('directoryindex') ?? ['index.html'],
    serverName: one('servername'),
    user: one('user'),
    errorLog: absolute(one('errorlog') ?? 'logs/error_log'),
    accessLog: accessLog === undefined ? undefined : absolute(accessLog),
    accessFormat: formats.get(format) ?? format,
  };
}

function contentOf(process: Process, path: string): string {
  try {
    return decode(process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new ConfigurationFault(`httpd: Could not open configuration file ${path}: ${error.message}`);
  }
}
