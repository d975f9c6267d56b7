import { encode } from '../../kernel/bytes.ts';
import { executableHead } from '../../kernel/executable-head.ts';
import { linkageOf } from '../../kernel/libraries.ts';
import { GLIBC_LOADER } from '../../kernel/linkage.ts';
import type { Process } from '../../kernel/process.ts';
import { type Package, PROGRAMS, type Release } from './packages.ts';
import { addToStatus, writeSparse } from './system.ts';

const FILES_OF_A_MINIMAL_SYSTEM = 6_090;
const PERCENTS = Array.from({ length: 20 }, (_, index) => `(Reading database ... ${(index + 1) * 5}%\r`).join('');

/** What dpkg says while it unpacks and sets up, and what then is there. */
export async function unpack(process: Process, packages: readonly Package[], release: Release): Promise<void> {
  const width = String(packages.length - 1).length;
  for (const [index, item] of packages.entries()) {
    await process.out(`Selecting previously unselected package ${shown(item)}.\n`);
    if (index === 0)
      await process.out(
        `(Reading database ... \r${PERCENTS}(Reading database ... ${FILES_OF_A_MINIMAL_SYSTEM} files and directories currently installed.)\n`,
      );
    const number = packages.length === 1 ? '' : `${String(index).padStart(width, '0')}-`;
    const file = `${item.name}_${item.version.replace(':', '%3a')}_${item.architecture}.deb`;
    await process.out(`Preparing to unpack .../${number}${file} ...\nUnpacking ${shown(item)} (${item.version}) ...\n`);
    await process.sleep(20);
    place(process, item);
  }
  for (const item of packages) {
    await process.out(`Setting up ${shown(item)} (${item.version}) ...\n`);
    addToStatus(process, item);
  }
  if (packages.some(({ name }) => name.startsWith('lib')))
    await process.out(`Processing triggers for libc-bin (${release.libc}) ...\n`);
}

const shown = ({ name, sideBySide }: Package): string => (sideBySide ? `${name}:amd64` : name);

function place(process: Process, { name, size }: Package): void {
  const { fs } = process;
  const programs = PROGRAMS[name] ?? [];
  for (const path of programs) {
    const program = path.slice(path.lastIndexOf('/') + 1);
    fs.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    if (fs.exists(path)) fs.unlink(path);
    writeSparse(
      process,
      path,
      executableHead(program, linkageOf(program, GLIBC_LOADER)),
      size / programs.length,
      0o755,
    );
  }
  const folder = `/usr/share/doc/${name}`;
  fs.mkdir(folder, { recursive: true });
  fs.writeFile(`${folder}/copyright`, encode(`${name}: see https://tracker.debian.org/pkg/${name}\n`));
  if (name === 'ca-certificates') {
    fs.mkdir('/etc/ssl/certs', { recursive: true });
    const certificates = encode('-----BEGIN CERTIFICATE-----\n');
    writeSparse(process, '/etc/ssl/certs/ca-certificates.crt', certificates, 219_342);
  }
}
