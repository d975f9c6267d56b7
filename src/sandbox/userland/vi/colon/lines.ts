import type { ColonCall } from './call.ts';
import { firstWord, lineEnd, shapeOf, startOfLine } from '../lines.ts';

const pieceOf = ({ editor: { buffer }, lines }: ColonCall): { from: number; to: number } => ({
  from: startOfLine(buffer.text, lines.from),
  to: lineEnd(buffer.text, startOfLine(buffer.text, lines.to)) + 1,
});

export function remove(call: ColonCall): void {
  const { buffer, registers } = call.editor;
  const { from, to } = pieceOf(call);
  registers.keep({ text: buffer.remove(from, to), lines: true });
  buffer.cursor = buffer.text === '' ? 0 : firstWord(buffer.text, Math.min(from, buffer.text.length - 1));
}

export function yank(call: ColonCall): void {
  const { registers, buffer } = call.editor;
  const { from, to } = pieceOf(call);
  const text = buffer.text.slice(from, to);
  registers.keep({ text, lines: true });
  call.editor.message = registers.report('Yank', text, 1, 'into');
}

export function list(call: ColonCall): void {
  const { from } = pieceOf(call);
  const { text } = call.editor.buffer;
  const line = text.slice(from, lineEnd(text, from));
  call.editor.message = `${Array.from(line, shapeOf).join('')}$`;
}
