import { UsageError } from '../errors.ts';
import { unsupported } from './driver-limits.ts';

const PLATFORM = /^(?:linux|windows|darwin|freebsd)?\/?(?:[a-z0-9_-]+)(?:\/[a-z0-9.]+)?$/;
const ALONE = new Set(
  'linux windows darwin freebsd 386 amd64 x86_64 x86-64 arm armhf armel arm64 aarch64 ppc64le s390x riscv64 loong64 mips64le mips64'.split(
    ' ',
  ),
);

/** The platforms of `--platform`. @throws {UsageError} what is none, or more than one where they can't be */
export function platformsOf(texts: readonly string[], hasWorker: boolean): readonly string[] {
  const all = texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
  for (const text of all) {
    if (PLATFORM.test(text) && (text.includes('/') || ALONE.has(text))) continue;
    throw new UsageError(`${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`);
  }
  if (all.length > 1 && !hasWorker) throw new UsageError(unsupported('Multi-platform build', 'build-multi-platform'));
  return [...new Set(all)];
}
