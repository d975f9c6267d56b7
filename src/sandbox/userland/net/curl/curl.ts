import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import type { Call } from '../../tool/call.ts';
import { redirected } from '../url.ts';
import { CurlFailure } from './failure.ts';
import { type CurlOptions, CurlUsage, parseCurl } from './options.ts';
import { METER, meterLine } from './meter.ts';
import { transfer, type Transferred } from './transfer.ts';
import { curlVersion } from './version.ts';
import { writeOut } from './write-out.ts';

const HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const MAX_REDIRECTS = 50;
/** Answers that are worth another try. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

export async function runCurl({ process, operands }: Call): Promise<number> {
  let parsed;
  try {
    parsed = parseCurl(operands);
  } catch (error) {
    if (!(error instanceof CurlUsage)) throw error;
    await process.err(`curl: ${error.message}\n${HINT}`);
    return 2;
  }
  const { options, unsimulated } = parsed;
  if (options.has('version')) {
    const { number } = curlVersion(process);
    await process.out(
      `curl ${number} (x86_64-pc-linux-gnu) libcurl/${number}\nProtocols: http\nFeatures: UnixSockets\n`,
    );
    return 0;
  }
  if (options.has('help')) {
    await process.out('Usage: curl [options...] <url>\n');
    return 0;
  }
  if (unsimulated !== undefined) {
    await process.err(`drydock: not simulated: curl ${unsimulated}\n`);
    return 2;
  }
  if (options.urls.length === 0) {
    await process.err(HINT);
    return 2;
  }
  let status = 0;
  for (const [index, url] of options.urls.entries()) status = await fetchUrl(process, options, url, index);
  return status;
}

/** One URL, with retries and redirects. @returns the exit code */
async function fetchUrl(process: Process, options: CurlOptions, url: string, index: number): Promise<number> {
  const retries = Number(options.value('retry') ?? 0);
  let pause = options.ms('retry-delay') ?? 1_000;
  for (let attempt = 0; ; attempt++) {
    const { failure, result } = await attemptUrl(process, options, url, index);
    const again = attempt < retries && mayRetry(options, failure, result);
    if (failure !== undefined) await complain(process, options, failure);
    if (!again) {
      const format = options.value('write-out');
      if (format !== undefined) await writeOut(process, format, url, result, failure);
      return failure?.code ?? 0;
    }
    if (!options.has('silent')) {
      const problem =
        failure?.code === 28
          ? 'timeout'
          : failure === undefined || failure.code === 22
            ? `HTTP error`
            : 'connection refused';
      const left = retries - attempt;
      await process.err(
        `Warning: Problem: ${problem}. Will retry in ${pause / 1000} second${pause === 1000 ? '' : 's'}. ${left} retr${left === 1 ? 'y' : 'ies'} left.\n`,
      );
    }
    await process.sleep(pause);
    if (options.value('retry-delay') === undefined) pause *= 2;
  }
}

function mayRetry(options: CurlOptions, failure: CurlFailure | undefined, result: Transferred | undefined): boolean {
  if (failure === undefined || failure.code === 22) return TRANSIENT.has(result?.status ?? 0);
  if (failure.code === 28 || options.has('retry-all-errors')) return true;
  return failure.code === 7 && options.has('retry-connrefused');
}

async function complain(process: Process, options: CurlOptions, failure: CurlFailure): Promise<void> {
  if (options.has('silent') && !options.has('show-error')) return;
  await process.err(`curl: (${failure.code}) ${failure.message}\n`);
}

interface Attempt {
  readonly failure?: CurlFailure;
  readonly result?: Transferred;
}

async function attemptUrl(process: Process, options: CurlOptions, url: string, index: number): Promise<Attempt> {
  const started = process.kernel.clock.now();
  let result: Transferred | undefined;
  const meter = !options.has('silent') && !options.has('no-progress-meter') && showsMeter(process, options);
  try {
    const output = outputName(options, url, index);
    if (meter) await process.err(METER);
    let target = url;
    let redirects = 0;
    for (;;) {
      result = await transfer(process, options, target, { started, redirects });
      const { location } = result.headers;
      if (!options.has('location') || location === undefined || result.status < 300 || result.status > 399) break;
      if (redirects >= Number(options.value('max-redirs') ?? MAX_REDIRECTS)) {
        throw new CurlFailure(47, `Maximum (${redirects}) redirects followed`);
      }
      if (options.has('include') || options.has('head'))
        await put(process, output, shownHead(process, output, result.head), redirects > 0);
      redirects++;
      target = redirected(result.url, location);
    }
    if (options.has('fail') && result.status >= 400) {
      throw new CurlFailure(22, `The requested URL returned error: ${result.status}`);
    }
    await emit(process, options, output, result, redirects > 0);
    if (meter) await process.err(meterLine(result.received, result.sent, process.kernel.clock.now() - started));
    if (options.has('verbose')) await process.err(`* Connection #0 to host ${result.address.host} left intact\n`);
    if (options.has('fail-with-body') && result.status >= 400) {
      throw new CurlFailure(22, `The requested URL returned error: ${result.status}`);
    }
    return { result };
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error;
    if (meter && error.code !== 6 && error.code !== 3) await process.err(meterLine(0, 0, 0));
    return { failure: error, ...(result !== undefined && { result }) };
  }
}

/** The meter is for transfers whose data don't go to the terminal. */
function showsMeter(process: Process, options: CurlOptions): boolean {
  const output = options.value('output');
  return (
    (output !== undefined && output !== '-') ||
    options.has('remote-name') ||
    process.files.get(1)?.terminal === undefined
  );
}

/** Where the body goes; undefined for standard output. */
function outputName(options: CurlOptions, url: string, index: number): string | undefined {
  if (options.has('remote-name')) {
    const name = /^(?:\w+:\/\/)?[^/?#]*([^?#]*)/.exec(url)?.[1]?.split('/').at(-1) ?? '';
    if (name === '') throw new CurlFailure(23, 'Failed writing received data to disk/application');
    return name;
  }
  const name = options.values('output')[index];
  return name === '-' ? undefined : name;
}

async function emit(
  process: Process,
  options: CurlOptions,
  output: string | undefined,
  result: Transferred,
  append: boolean,
) {
  const { head, body } = result;
  const dump = options.value('dump-header');
  if (dump !== undefined) await put(process, dump === '-' ? undefined : dump, encode(head), false);
  const withHead = options.has('include') || options.has('head');
  if (withHead) await put(process, output, shownHead(process, output, head), append);
  if (!options.has('head')) await put(process, output, body, append || withHead);
}

/** On a terminal the names of headers are bold. @see curl src/tool_cb_hdr.c */
function shownHead(process: Process, output: string | undefined, head: string): Uint8Array {
  const isOnTerminal = output === undefined && process.files.get(1)?.terminal !== undefined;
  return encode(isOnTerminal ? head.replace(/^([^:\r\n]+):/gm, '\x1b[1m$1\x1b[0m:') : head);
}

async function put(process: Process, output: string | undefined, data: Uint8Array, append: boolean): Promise<void> {
  if (output === undefined) return process.out(data);
  try {
    const file = process.open(output, { write: true, create: true, ...(append ? { append } : { truncate: true }) });
    file.retain();
    if (data.length > 0) await file.write(process, data);
    file.release();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new CurlFailure(23, 'Failure writing output to destination');
  }
}
