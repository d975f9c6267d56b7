import type { Call } from '../tool/call.ts';
import type { Request } from './arguments.ts';
import type { Release } from './packages.ts';
import { sizeText } from './size-text.ts';
import { LISTS, reachesOutside, writeSparse } from './system.ts';

const RATE = 9_000_000;
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6 };

/** `apt-get update` */
export async function update(call: Call, { quiet, reading }: Request, release: Release): Promise<number> {
  const { process } = call;
  const say = (text: string) => (quiet < 2 ? process.out(text) : Promise.resolve());
  if (process.credentials.uid !== 0) {
    await say(reading('Reading package lists'));
    await process.err(
      `E: Could not open lock file ${LISTS}/lock - open (13: Permission denied)\nE: Unable to lock directory ${LISTS}/\n`,
    );
    return 100;
  }
  const files = release.lists.split('\n').map((line) => {
    const [, address = '', number = '0', unit = 'B'] = /^(.*) \[([\d.]+) (\S+)\]$/.exec(line) ?? [];
    return { line, address, size: Number(number) * (UNITS[unit] ?? 1) };
  });
  const host = /^\w+:\/\/([^/]+)/.exec(files[0]?.address ?? '')?.[1] ?? '';
  if (!(await reachesOutside(process))) return unreachable(call, host, files, say, reading);
  process.fs.mkdir(`${LISTS}/partial`, { recursive: true });
  let total = 0;
  for (const [index, { line, address, size }] of files.entries()) {
    await say(`Get:${index + 1} ${line}\n`);
    await process.sleep((size / RATE) * 1000);
    total += size;
    const [uri = '', suite = '', kind] = address.replace(/^\w+:\/\//, '').split(' ');
    const name = `${uri}/dists/${suite.replace('/', ' ').split(' ')[0] ?? ''}`.replaceAll('/', '_');
    const part = suite.includes('/') ? `_${suite.split('/')[1] ?? ''}_binary-amd64_Packages` : `_${kind ?? ''}`;
    writeSparse(process, `${LISTS}/${name}${part}`, new Uint8Array(0), size);
  }
  const seconds = Math.ceil(total / RATE);
  await say(`Fetched ${sizeText(total)} in ${seconds}s (${sizeText(total / seconds)}/s)\n`);
  await say(reading('Reading package lists'));
  return 0;
}

async function unreachable(
  { process }: Call,
  host: string,
  files: readonly { address: string }[],
  say: (text: string) => Promise<void>,
  reading: (what: string) => string,
): Promise<number> {
  const wanted = files.filter(({ address }) => address.endsWith(' InRelease')).map(({ address }) => address);
  for (let attempt = 0; attempt < 3; attempt++)
    for (const [index, address] of wanted.entries()) await say(`Ign:${index + 1} ${address}\n`);
  for (const [index, address] of wanted.entries())
    await say(`Err:${index + 1} ${address}\n  Temporary failure resolving '${host}'\n`);
  await say(reading('Reading package lists'));
  for (const address of wanted) {
    const [uri = '', suite = ''] = address.split(' ');
    await process.err(`W: Failed to fetch ${uri}/dists/${suite}/InRelease  Temporary failure resolving '${host}'\n`);
  }
  await process.err('W: Some index files failed to download. They have been ignored, or old ones used instead.\n');
  return 0;
}
