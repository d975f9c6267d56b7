import { type Bytes, concat } from '../kernel/bytes.ts';
import { ByteStream } from '../kernel/stream.ts';
import type { Io } from './io.ts';

/** A file's octets, or those of standard input for `-`. @throws {Errno} */
export async function inputStream(io: Io, path: string): Promise<ByteStream> {
  if (path !== '-') return ByteStream.of(await io.readFile(path));
  const stream = new ByteStream();
  const pump = async () => {
    for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) {
      if (!(await stream.write(chunk))) return;
    }
  };
  // A signal that ends the process ends this read too; the command itself reports it.
  void pump().then(
    () => stream.end(),
    () => stream.end(),
  );
  return stream;
}

/** All of standard input. */
export async function readInput(io: Io): Promise<Bytes> {
  const chunks: Bytes[] = [];
  for (let chunk = await io.read(); chunk !== null; chunk = await io.read()) chunks.push(chunk.slice());
  return concat(chunks);
}
