import { decode, encode } from '../../kernel/bytes.ts';
import { executableHead } from '../../kernel/executable-head.ts';
import { linkageOf } from '../../kernel/libraries.ts';
import { MUSL_LOADER } from '../../kernel/linkage.ts';
import type { Process } from '../../kernel/process.ts';
import { writeSparse } from '../apt/system.ts';
import { INSTALLED_KIB, MINIMAL, PROGRAMS } from './release.ts';

const DATABASE = '/lib/apk/db/installed';
const WORLD = '/etc/apk/world';

const namesIn = ({ fs }: Process, path: string, mark: string): string[] =>
  fs.exists(path)
    ? decode(fs.readFile(path))
        .split('\n')
        .filter((line) => line !== '' && line.startsWith(mark))
        .map((line) => line.slice(mark.length))
    : [];

/** Names of packages beyond the minimal system. */
export const added = (process: Process): string[] => namesIn(process, DATABASE, 'P:');

/** Names that `apk add` was given. */
export const world = (process: Process): string[] => namesIn(process, WORLD, '');

export function record(process: Process, names: readonly string[], asked: readonly string[]): void {
  process.fs.mkdir('/lib/apk/db', { recursive: true });
  process.fs.writeFile(DATABASE, encode(names.map((name) => `P:${name}\n\n`).join('')));
  process.fs.writeFile(WORLD, encode(asked.map((name) => `${name}\n`).join('')));
}

/** `OK: 13.0 MiB in 25 packages` */
export function total(process: Process, apk: 2 | 3): string {
  const names = added(process);
  const kib = MINIMAL.kib + names.reduce((sum, name) => sum + (INSTALLED_KIB[name] ?? 0), 0);
  const size =
    apk === 2 ? `${Math.round(kib / 1024)} MiB` : kib < 10_000 ? `${kib} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
  return `OK: ${size} in ${MINIMAL.packages + names.length} packages\n`;
}

export function placeProgram(process: Process, name: string): void {
  const path = PROGRAMS[name];
  if (name === 'ca-certificates') {
    process.fs.mkdir('/etc/ssl/certs', { recursive: true });
    writeSparse(process, '/etc/ssl/certs/ca-certificates.crt', encode('-----BEGIN CERTIFICATE-----\n'), 219_342);
  }
  if (path === undefined) return;
  if (process.fs.exists(path)) process.fs.unlink(path);
  writeSparse(
    process,
    path,
    executableHead(name, linkageOf(name, MUSL_LOADER)),
    (INSTALLED_KIB[name] ?? 64) * 256,
    0o755,
  );
}

export function removeProgram({ fs }: Process, name: string): void {
  const path = PROGRAMS[name];
  if (path !== undefined && fs.exists(path)) fs.unlink(path);
}
