import { decode } from '../kernel/bytes.ts';
import type { Program } from '../kernel/process.ts';

/** Larger than any text that such an executable holds. */
const MAX_TEXT = 65_536;

/** The program of hello-world's image: prints the text that its own file holds after the header. */
export const hello: Program = async (process) => {
  const content = decode(process.fs.readHead(process.exe, MAX_TEXT));
  const text = content.slice(content.indexOf('\n') + 1).replace(/\0+$/, '');
  await process.out(text);
  return 0;
};
