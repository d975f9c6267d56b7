import { UsageError } from '../errors.ts';

/** A value of `-a`. */
export function parseAttach(text: string): 'stdin' | 'stdout' | 'stderr' {
  const stream = text.toLowerCase();
  if (stream === 'stdin' || stream === 'stdout' || stream === 'stderr') return stream;
  throw new UsageError('valid streams are STDIN, STDOUT and STDERR');
}
