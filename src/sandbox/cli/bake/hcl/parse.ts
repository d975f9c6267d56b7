import { readExpression } from './expression.ts';
import { Scanner } from './scanner.ts';
import type { Block, Expression, HclFile } from './syntax.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const LABEL = /"([^"\n]*)"|([A-Za-z_][A-Za-z0-9_-]*)/y;

/** Reads a bake file. @throws {HclError} */
export function parseHcl(text: string, file: string): HclFile {
  const scanner = new Scanner(text, file);
  const blocks: Block[] = [];
  const settings = new Map<string, Expression>();
  for (;;) {
    scanner.skip(true);
    if (scanner.at >= text.length) return { blocks, settings };
    const name = readName(scanner);
    scanner.skip(false);
    if (scanner.take('=')) settings.set(name, readExpression(scanner));
    else blocks.push(readBlock(scanner, name));
  }
}

function readName(scanner: Scanner): string {
  const [name] = scanner.match(NAME) ?? [];
  if (name !== undefined) return name;
  return scanner.fail('Argument or block definition required; An argument or block definition is required here.');
}

function readBlock(scanner: Scanner, type: string): Block {
  const labels: string[] = [];
  for (;;) {
    scanner.skip(false);
    const label = scanner.match(LABEL);
    if (label === undefined) break;
    labels.push(label[1] ?? label[2] ?? '');
  }
  if (!scanner.take('{')) {
    scanner.fail(
      'Invalid block definition; Either a quoted string block label or an opening brace ("{") is expected here.',
    );
  }
  const settings = new Map<string, Expression>();
  for (;;) {
    scanner.skip(true);
    if (scanner.take('}')) return { type, labels, settings };
    const name = readName(scanner);
    scanner.skip(false);
    if (scanner.take('=')) settings.set(name, readExpression(scanner));
    // Blocks in blocks say how variables are checked: their settings count for nothing here.
    else readBlock(scanner, name);
  }
}
