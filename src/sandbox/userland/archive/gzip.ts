import { gunzipSync, gzipSync } from 'fflate';
import type { Bytes } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';

/** The octets that a gzip file begins with. */
export const isGzip = (bytes: Bytes): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Without a name and time, so that the same content gives the same octets. */
export const compress = (bytes: Bytes, level = 6): Bytes => gzipSync(bytes, { mtime: 0, level: level as 6 });

/** @returns undefined for damaged data */
export function decompress(bytes: Bytes): Bytes | undefined {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

export async function runGzip(call: Call, name: 'gzip' | 'gunzip' | 'zcat'): Promise<number> {
  const { process } = call;
  const unpacks = name !== 'gzip' || call.has('d') || call.has('t');
  const toOutput = name === 'zcat' || call.has('c');
  const level = Number(call.options.lastOf('123456789') ?? 6);
  for (const operand of call.operands.length === 0 ? ['-'] : call.operands) {
    const stdin = operand === '-';
    const path =
      unpacks && !stdin && !process.fs.exists(operand) && process.fs.exists(`${operand}.gz`)
        ? `${operand}.gz`
        : operand;
    const target = unpacks ? path.replace(/\.(gz|z)$/, '').replace(/\.tgz$/, '.tar') : `${path}.gz`;
    const shown = stdin ? 'stdin' : path;
    try {
      if (!stdin && process.fs.stat(path).type === 'directory') {
        await call.complain(
          call.gnu ? `${path} is a directory -- ignored` : `${path}: Is a directory`,
          call.gnu ? 2 : 1,
        );
        continue;
      }
      if (unpacks && !stdin && !toOutput && !call.has('t') && target === path) {
        if (call.gnu) await process.err(`gzip: ${path}: unknown suffix -- ignored\n`);
        else await call.warn(`${path}: unknown suffix - ignored`);
        call.status = call.gnu ? 2 : 1;
        continue;
      }
      const bytes = await readInput(process, path);
      const result = unpacks ? (isGzip(bytes) ? decompress(bytes) : undefined) : compress(bytes, level);
      if (result === undefined) {
        const damage = isGzip(bytes) ? 'invalid compressed data--format violated' : 'not in gzip format';
        await call.process.err(
          call.gnu
            ? `\ngzip: ${shown}: ${damage}\n`
            : `${call.name}: ${isGzip(bytes) ? 'corrupted data' : 'invalid magic'}\n`,
        );
        call.status = 1;
        continue;
      }
      if (call.has('t')) continue;
      if (stdin || toOutput) {
        call.print(result);
        continue;
      }
      if (process.fs.exists(target) && !call.has('f')) {
        await call.complain(
          call.gnu ? `${target} already exists;\tnot overwritten` : `can't open '${target}': File exists`,
          call.gnu ? 2 : 1,
        );
        continue;
      }
      const stat = process.fs.stat(path);
      process.fs.writeFile(target, result, { mode: stat.mode });
      process.fs.utimes(target, stat.mtime);
      if (!call.has('k')) process.fs.unlink(path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await call.complain(call.gnu ? `${shown}: ${error.message}` : `${shown}: ${error.message}`);
    }
  }
  return call.status;
}
