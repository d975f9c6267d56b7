import { patternProblem } from './patterns.ts';

/** Where a directive stands. */
export type Context =
  'main' | 'events' | 'http' | 'server' | 'location' | 'upstream' | 'if' | 'types' | 'map' | 'other';

interface Rule {
  /** m main, e events, h http, s server, l location, u upstream, i if. */
  readonly contexts: string;
  readonly least: number;
  readonly most: number;
  readonly block: boolean;
  /** Given twice it is an error. */
  readonly once: boolean;
}

/** name, contexts, arguments; `+` has a block, `!` stands once. @see nginx.org/en/docs/dirindex.html */
const TABLE = `
user m 1-2 !|worker_processes m 1 !|pid m 1 !|error_log mhsl 1-2|daemon m 1 !|master_process m 1 !|include mehslu 1|load_module m 1
worker_rlimit_nofile m 1 !|worker_cpu_affinity m 1-9|pcre_jit m 1|env m 1|thread_pool m 2-3|timer_resolution m 1|worker_shutdown_timeout m 1
events m 0 +|http m 0 +|stream m 0 +|mail m 0 +|worker_connections e 1 !|multi_accept e 1 !|use e 1 !|accept_mutex e 1
server hu 0-9 +|upstream h 1 +|map h 2 +|geo h 1-2 +|split_clients h 2 +|types hsl 0 +|log_format h 2-9|limit_req_zone h 3|limit_conn_zone h 2
proxy_cache_path h 2-15|client_body_temp_path hsl 1-4|proxy_temp_path hsl 1-4|fastcgi_temp_path hsl 1-4|uwsgi_temp_path hsl 1-4|scgi_temp_path hsl 1-4|listen s 1-15|server_name s 1-99|location sl 1-2 +|if sl 1-9 +|limit_except l 1-9 +
root hsli 1 !|alias l 1 !|index hsl 1-99|try_files sl 2-99 !|return sli 1-2|rewrite sli 2-3|set sli 2|error_page hsli 2-99|internal l 0|break sli 0
access_log hsli 1-9|default_type hsl 1 !|sendfile hsli 1 !|tcp_nopush hsl 1 !|tcp_nodelay hsl 1|keepalive_timeout hsl 1-2 !|keepalive_requests hsl 1|types_hash_max_size hsl 1 !
types_hash_bucket_size hsl 1|server_names_hash_bucket_size h 1|server_names_hash_max_size h 1|server_tokens hsl 1 !|client_max_body_size hsl 1 !|client_body_buffer_size hsl 1
client_body_timeout hsl 1|client_header_timeout hs 1|client_header_buffer_size hs 1|large_client_header_buffers hs 2|send_timeout hsl 1|reset_timedout_connection hsl 1|resolver hsl 1-9|resolver_timeout hsl 1
open_file_cache hsl 1-2|open_file_cache_valid hsl 1|open_file_cache_min_uses hsl 1|open_file_cache_errors hsl 1|charset hsli 1|source_charset hsl 1|etag hsl 1|if_modified_since hsl 1|underscores_in_headers hs 1|ignore_invalid_headers hs 1|merge_slashes hs 1
port_in_redirect hsl 1|absolute_redirect hsl 1|server_name_in_redirect hsl 1|log_not_found hsl 1|log_subrequest hsl 1|satisfy hsl 1|disable_symlinks hsl 1-2|aio hsl 1|directio hsl 1|output_buffers hsl 2
gzip hsli 1 !|gzip_types hsl 1-99|gzip_vary hsl 1|gzip_proxied hsl 1-9|gzip_comp_level hsl 1|gzip_buffers hsl 2|gzip_http_version hsl 1|gzip_min_length hsl 1|gzip_disable hsl 1-9|gzip_static hsl 1|gunzip hsl 1
add_header hsli 2-3|add_trailer hsli 2-3|expires hsli 1-2|autoindex hsl 1 !|autoindex_exact_size hsl 1|autoindex_localtime hsl 1|autoindex_format hsl 1|stub_status sl 0-1|deny hsl 1|allow hsl 1|auth_basic hsl 1|auth_basic_user_file hsl 1|auth_request hsl 1|auth_request_set hsl 2
limit_req hsl 1-3|limit_conn hsl 2|limit_rate hsli 1|sub_filter hsl 2|sub_filter_once hsl 1|sub_filter_types hsl 1-9|ssi hsli 1|dav_methods hsl 1-9|mirror hsl 1|real_ip_header hsl 1|set_real_ip_from hsl 1|real_ip_recursive hsl 1
proxy_pass li 1 !|proxy_set_header hsl 2|proxy_http_version hsl 1 !|proxy_redirect hsl 1-2|proxy_buffering hsl 1|proxy_buffers hsl 2|proxy_buffer_size hsl 1|proxy_busy_buffers_size hsl 1|proxy_connect_timeout hsl 1|proxy_read_timeout hsl 1|proxy_send_timeout hsl 1|proxy_hide_header hsl 1|proxy_pass_header hsl 1|proxy_cache hsl 1|proxy_cache_valid hsl 1-9|proxy_cache_bypass hsl 1-9|proxy_cache_key hsl 1|proxy_cache_use_stale hsl 1-9|proxy_no_cache hsl 1-9|proxy_next_upstream hsl 1-9|proxy_intercept_errors hsl 1|proxy_ssl_verify hsl 1|proxy_ssl_server_name hsl 1|proxy_request_buffering hsl 1|proxy_pass_request_headers hsl 1|proxy_max_temp_file_size hsl 1|proxy_cookie_path hsl 1-2|proxy_method hsl 1|proxy_ignore_headers hsl 1-9
fastcgi_pass li 1|fastcgi_param hsl 2-3|fastcgi_index hsl 1|fastcgi_split_path_info l 1|fastcgi_buffers hsl 2|fastcgi_buffer_size hsl 1|fastcgi_read_timeout hsl 1|uwsgi_pass li 1|uwsgi_param hsl 2-3|scgi_pass li 1|scgi_param hsl 2|grpc_pass li 1
ssl_certificate hs 1|ssl_certificate_key hs 1|ssl_protocols hs 1-9|ssl_ciphers hs 1|ssl_prefer_server_ciphers hs 1|ssl_session_cache hs 1-2|ssl_session_timeout hs 1|ssl_session_tickets hs 1|ssl_dhparam hs 1|ssl_stapling hs 1|ssl_stapling_verify hs 1|ssl_trusted_certificate hs 1|ssl hs 1|http2 hs 1
ip_hash u 0|least_conn u 0|hash u 1-2|random u 0-2|keepalive u 1|zone u 1-2|map_hash_bucket_size h 1|map_hash_max_size h 1|variables_hash_max_size h 1|variables_hash_bucket_size h 1|proxy_headers_hash_max_size hsl 1|proxy_headers_hash_bucket_size hsl 1`;

const RULES: ReadonlyMap<string, Rule> = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry): [string, Rule] => {
      const [name = '', contexts = '', count = '0', ...marks] = entry.split(' ');
      const [least = '0', most = least] = count.split('-');
      return [
        name,
        { contexts, least: Number(least), most: Number(most), block: marks.includes('+'), once: marks.includes('!') },
      ];
    }),
);

const LETTERS: Readonly<Record<string, string>> = {
  main: 'm', events: 'e', http: 'h', server: 's', location: 'l', upstream: 'u', if: 'i',
}; // prettier-ignore

const SWITCHES = new Set(['autoindex', 'sendfile', 'gzip', 'tcp_nopush', 'tcp_nodelay', 'daemon', 'master_process']);

/** What may follow the address in `listen`. @see nginx src/http/ngx_http_core_module.c, ngx_http_core_listen */
const LISTEN_WORDS = new Set(
  'default_server default bind deferred ssl http2 quic spdy reuseport proxy_protocol'.split(' '),
);
const LISTEN_PAIR = /^(setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=/;

/** The context that a block opens. */
export const contextOf = (name: string): Context =>
  name === 'geo' || name === 'split_clients' || name === 'map'
    ? 'map'
    : name in LETTERS || name === 'types'
      ? (name as Context)
      : name === 'limit_except'
        ? 'location'
        : 'other';

/** What is wrong with a directive; undefined if nothing is. */
export function checkDirective(
  name: string,
  args: readonly string[],
  block: boolean,
  context: Context,
  before: readonly { readonly name: string }[],
): string | undefined {
  if (context === 'other') return undefined;
  const rule = RULES.get(name);
  if (rule === undefined) return `unknown directive "${name}"`;
  if (!rule.contexts.includes(LETTERS[context] ?? '?')) return `"${name}" directive is not allowed here`;
  const wantsBlock = rule.block && !(name === 'server' && context === 'upstream');
  if (wantsBlock && !block) return `directive "${name}" has no opening "{"`;
  if (!wantsBlock && block) return `directive "${name}" is not terminated by ";"`;
  if (
    name === 'server' && context === 'upstream' ? args.length < 1 : args.length < rule.least || args.length > rule.most
  ) {
    return `invalid number of arguments in "${name}" directive`;
  }
  if (rule.once && before.some((other) => other.name === name)) return `"${name}" directive is duplicate`;
  if (SWITCHES.has(name) && args[0] !== 'on' && args[0] !== 'off') {
    return `invalid value "${args[0] ?? ''}" in "${name}" directive, it must be "on" or "off"`;
  }
  if (name === 'listen') {
    const strange = args.slice(1).find((word) => !LISTEN_WORDS.has(word) && !LISTEN_PAIR.test(word));
    if (strange !== undefined) return `invalid parameter "${strange}"`;
  }
  return patternProblem(name, args);
}
