import type { ContainerView } from '../host-state.ts';
import { CODE_LETTER, fit, type Sizes } from './measures.ts';
import type { CardLine } from './scene.ts';

export const LINE = 17;
/** Name and state, with the room around them. */
export const HEAD = 44;
/** The whole of a small card: its name. */
const SMALL = 38;
const FOOT = 10;
const MOST_PROCESSES = 3;
const MOST_MOUNTS = 2;

/** What a card says below its container's name. */
export function cardLines(container: ContainerView, sizes: Sizes): CardLine[] {
  const cut = (text: string) => fit(text, sizes.cardWidth - 24, CODE_LETTER);
  if (sizes.small) return [];
  const image: CardLine = { kind: 'image', text: cut(container.image) };
  const { processes, mounts } = container;
  const more = (all: readonly unknown[], most: number, word: string): CardLine[] =>
    all.length > most ? [{ kind: 'more', text: cut(`+ ${all.length - most} ${word}`) }] : [];
  return [
    image,
    ...processes
      .slice(0, MOST_PROCESSES)
      .map(({ insidePid, command }): CardLine => ({ kind: 'process', text: cut(`${insidePid} ${command}`) })),
    ...more(processes, MOST_PROCESSES, processes.length === MOST_PROCESSES + 1 ? 'process' : 'processes'),
    ...mounts.slice(0, MOST_MOUNTS).map(({ type, source, target }): CardLine => ({
      kind: 'mount',
      text: cut(`${target} ← ${type === 'tmpfs' ? 'tmpfs' : (source.split('/').at(-1) ?? source)}`),
    })),
    ...more(mounts, MOST_MOUNTS, mounts.length === MOST_MOUNTS + 1 ? 'mount' : 'mounts'),
  ];
}

/** Cards of a row are as high as the one that says most. */
export function cardHeight(containers: readonly ContainerView[], sizes: Sizes): number {
  if (sizes.small) return SMALL;
  const most = Math.max(3, ...containers.map((container) => cardLines(container, sizes).length));
  return HEAD + most * LINE + FOOT;
}
