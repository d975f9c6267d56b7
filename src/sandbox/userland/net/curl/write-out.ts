import type { Process } from '../../../kernel/process.ts';
import type { CurlFailure } from './failure.ts';
import type { Transferred } from './transfer.ts';

type Variable = (result: Transferred | undefined, failure: CurlFailure | undefined, url: string) => string | number;

const seconds = (ms: number | undefined): string => ((ms ?? 0) / 1000).toFixed(6);

const VARIABLES: Readonly<Record<string, Variable>> = {
  http_code: (result) => String(result?.status ?? 0).padStart(3, '0'),
  response_code: (result) => String(result?.status ?? 0).padStart(3, '0'),
  size_download: (result) => result?.received ?? 0,
  size_upload: (result) => result?.sent ?? 0,
  size_header: (result) => result?.head.length ?? 0,
  content_type: (result) => result?.headers['content-type'] ?? '',
  url: (_result, _failure, url) => url,
  url_effective: (result, _failure, url) => result?.url ?? url,
  redirect_url: (result) => result?.headers['location'] ?? '',
  remote_ip: (result) => result?.remote.address ?? '',
  remote_port: (result) => result?.remote.port ?? 0,
  local_ip: (result) => result?.local.address ?? '',
  local_port: (result) => result?.local.port ?? 0,
  method: (result) => result?.method ?? 'GET',
  scheme: (result) => (result?.address.scheme ?? '').toUpperCase(),
  num_redirects: (result) => result?.redirects ?? 0,
  num_connects: (result) => (result === undefined ? 0 : 1),
  http_version: (result) => (result === undefined ? '0' : '1.1'),
  errormsg: (_result, failure) => failure?.message ?? '',
  exitcode: (_result, failure) => failure?.code ?? 0,
  speed_download: (result) => Math.floor((result?.received ?? 0) / Math.max(0.001, (result?.total ?? 1) / 1000)),
  time_total: (result) => seconds(result?.total),
  time_connect: (result) => seconds(result?.connected),
  time_namelookup: (result) => seconds(result?.resolved),
  time_pretransfer: (result) => seconds(result?.connected),
  time_starttransfer: (result) => seconds(result?.total),
  time_redirect: () => seconds(0),
  time_appconnect: () => seconds(0),
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

/** `-w`: what to say after a transfer. */
export async function writeOut(
  process: Process,
  format: string,
  url: string,
  result: Transferred | undefined,
  failure: CurlFailure | undefined,
): Promise<void> {
  const unknown: string[] = [];
  const text = format.replace(/%%|%\{([^}]*)\}|\\(.)/gs, (whole, name?: string, escape?: string) => {
    if (whole === '%%') return '%';
    if (escape !== undefined) return ESCAPES[escape] ?? whole;
    if (name === 'stderr' || name === 'stdout' || name === 'onerror') return '';
    const variable = VARIABLES[name ?? ''];
    if (variable !== undefined) return String(variable(result, failure, url));
    unknown.push(name ?? '');
    return '';
  });
  for (const name of unknown) await process.err(`curl: unknown --write-out variable: '${name}'\n`);
  await process.out(text);
}
