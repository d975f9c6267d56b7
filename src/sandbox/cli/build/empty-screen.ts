import type { Io } from '../io.ts';
import { drawScreen, redraw } from './screen.ts';
import type { ProgressMode, ShownBuilder } from './show-build.ts';

/** On a terminal the first picture stands before an error that comes before the first step. */
export async function showEmptyScreen(io: Io, mode: ProgressMode, builder: ShownBuilder): Promise<void> {
  const size = io.size(2);
  if (mode !== 'tty' || size === undefined) return;
  await io.err(redraw(drawScreen([], 0, false, { ...size, builder, coloured: false }), 0));
}
