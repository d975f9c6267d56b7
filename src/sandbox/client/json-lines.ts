import type { Bytes } from '../kernel/bytes.ts';

/** Values of a stream of JSON objects, one a line (events, pull, stats, build). */
export async function* jsonLines<T>(stream: AsyncIterable<Bytes>): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as T;
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as T;
}
