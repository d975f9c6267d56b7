import { fromBase64 } from '../../../kernel/base64.ts';
import { decode } from '../../../kernel/bytes.ts';
import type { HttpRequest } from '../../../kernel/net/http.ts';
import type { Peer } from '../../../kernel/net/listener.ts';
import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import type { Block, Configuration, NginxServer } from './config.ts';

/** A request on its way through nginx. */
export class Exchange {
  readonly master: Process;
  readonly worker: Process;
  readonly configuration: Configuration;
  readonly server: NginxServer;
  readonly request: HttpRequest;
  readonly peer: Peer;
  readonly port: number;
  readonly version: string;
  /** Number of the connection in the log. */
  readonly connection: number;
  readonly started: number;
  readonly set = new Map<string, string>();
  /** Decoded path; changes with rewrites. */
  uri: string;
  args: string;
  block: Block;
  status = 0;
  sent = 0;

  constructor(parts: {
    master: Process;
    worker: Process;
    configuration: Configuration;
    server: NginxServer;
    request: HttpRequest;
    peer: Peer;
    port: number;
    version: string;
    connection: number;
  }) {
    this.master = parts.master;
    this.worker = parts.worker;
    this.configuration = parts.configuration;
    this.server = parts.server;
    this.request = parts.request;
    this.peer = parts.peer;
    this.port = parts.port;
    this.version = parts.version;
    this.connection = parts.connection;
    this.block = parts.server.block;
    const { target } = parts.request;
    const question = target.indexOf('?');
    this.uri = decodePath(question < 0 ? target : target.slice(0, question));
    this.args = question < 0 ? '' : target.slice(question + 1);
    this.started = parts.master.kernel.clock.now();
  }

  get host(): string {
    return (this.request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase();
  }

  /** `nginx/1.27.5`, or just `nginx`. */
  get signature(): string {
    return this.block.value('server_tokens') === 'off' ? 'nginx' : `nginx/${this.version}`;
  }

  /** Replaces `$name` and `${name}`. */
  expand(text: string): string {
    return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_whole, braced?: string, plain?: string) =>
      this.variable(braced ?? plain ?? ''),
    );
  }

  variable(name: string): string {
    const set = this.set.get(name);
    if (set !== undefined) return set;
    const { request, peer } = this;
    if (name.startsWith('http_')) return request.headers[name.slice(5).replaceAll('_', '-')] ?? '';
    if (name.startsWith('arg_')) return new RegExp(`(?:^|&)${name.slice(4)}=([^&]*)`).exec(this.args)?.[1] ?? '';
    const { clock } = this.master.kernel;
    switch (name) {
      case 'uri':
      case 'document_uri':
        return this.uri;
      case 'request_uri':
        return request.target;
      case 'request':
        return `${request.method} ${request.target} HTTP/1.1`;
      case 'request_method':
        return request.method;
      case 'args':
      case 'query_string':
        return this.args;
      case 'is_args':
        return this.args === '' ? '' : '?';
      case 'host':
        return this.host || (this.server.names[0] ?? '');
      case 'hostname':
        return this.master.namespaces.uts.hostname;
      case 'server_name':
        return this.server.names[0] ?? '';
      case 'server_port':
        return String(this.port);
      case 'server_addr':
        return (
          [...this.master.namespaces.net.links.values()].find(({ name: link }) => link !== 'lo')?.addresses[0]
            ?.address ?? '127.0.0.1'
        );
      case 'server_protocol':
        return 'HTTP/1.1';
      case 'scheme':
        return 'http';
      case 'remote_addr':
      case 'realip_remote_addr':
        return peer.address;
      case 'remote_port':
        return String(peer.port);
      case 'remote_user': {
        return basicUser(request.headers['authorization'] ?? '');
      }
      case 'proxy_add_x_forwarded_for': {
        const before = request.headers['x-forwarded-for'];
        return before === undefined ? peer.address : `${before}, ${peer.address}`;
      }
      case 'document_root':
        return this.root;
      case 'request_filename':
        return this.root + this.uri;
      case 'nginx_version':
        return this.version;
      case 'content_type':
      case 'content_length':
        return request.headers[name.replace('_', '-')] ?? '';
      case 'status':
        return String(this.status);
      case 'body_bytes_sent':
      case 'bytes_sent':
        return String(this.sent);
      case 'request_time':
        return ((clock.now() - this.started) / 1000).toFixed(3);
      case 'time_local':
        return strftime('%d/%b/%Y:%H:%M:%S +0000', clock.now());
      case 'time_iso8601':
        return strftime('%Y-%m-%dT%H:%M:%S+00:00', clock.now());
      case 'msec':
        return (clock.now() / 1000).toFixed(3);
      case 'pid':
        return String(this.worker.pid);
      case 'connection':
        return String(this.connection);
      default:
        return '';
    }
  }

  get root(): string {
    const root = this.expand(this.block.value('root') ?? 'html');
    return root.startsWith('/') ? root : `/usr/share/nginx/${root}`;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** The user of `Basic YTpi`. */
function basicUser(authorization: string): string {
  const [, code] = /^Basic ([A-Za-z0-9+/]+)/.exec(authorization) ?? [];
  return code === undefined ? '' : (decode(fromBase64(code)).split(':')[0] ?? '');
}
