import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import satori, { type Font } from 'satori';
import sharp from 'sharp';
import { digestOf, Kept } from '../work/kept.ts';
import type { Card } from './pictured-pages.ts';

/** What sites that show shared addresses ask for, pixels. */
const SIZE = { width: 1200, height: 630 } as const;
const INK = '#eef3f5';
const MUTED = '#9dabb5';
const PAPER = '#12171b';
const LEAD = '#ff9466';

interface Box {
  readonly type: 'div' | 'img';
  readonly props: Readonly<Record<string, unknown>>;
}

const box = (style: Readonly<Record<string, unknown>>, children: string | readonly Box[]): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

/** Flat colours, and text with smooth edges: sixteen shades show no steps, and need no dots in between. */
const PNG = { palette: true, colours: 16, dither: 0, effort: 1, compressionLevel: 6 } as const;

/** @returns a PNG of 1200 × 630 pixels with 16 colours, drawn anew only where no build has drawn it before */
export async function socialPicture(card: Card): Promise<Buffer> {
  const drawing = draw(card, await logo());
  const kept = await (keptPictures ??= openPictures());
  const key = digestOf(JSON.stringify(drawing));
  const known = await kept.get(key);
  if (known !== undefined) return known;
  const svg = await satori(drawing as unknown as Parameters<typeof satori>[0], { ...SIZE, fonts: await fonts() });
  const picture = await sharp(Buffer.from(svg)).png(PNG).toBuffer();
  await kept.put(key, picture);
  return picture;
}

let keptPictures: Promise<Kept> | undefined;

/** By the programs that draw and all that they are given beside the drawing. */
async function openPictures(): Promise<Kept> {
  const programs = ['satori', 'sharp'].map((name) => readFile(join('node_modules', name, 'package.json')));
  const given = [
    JSON.stringify([SIZE, PNG]),
    ...(await Promise.all(programs)),
    ...(await fonts()).map(({ data }) => data),
  ];
  return Kept.open('pictures', digestOf(...given));
}

function draw({ kind, title, summary }: Card, image: string): Box {
  return box(
    {
      flexDirection: 'column',
      justifyContent: 'space-between',
      ...SIZE,
      boxSizing: 'border-box',
      padding: 72,
      background: PAPER,
      color: INK,
      borderTop: `14px solid ${LEAD}`,
      fontFamily: 'Inter',
    },
    [
      box({ fontSize: 34, color: LEAD }, kind),
      box({ flexDirection: 'column', gap: 28 }, [
        box(
          { fontSize: title.length > 34 ? 68 : 84, fontWeight: 700, lineHeight: 1.1, letterSpacing: '-0.02em' },
          title,
        ),
        box({ fontSize: 34, lineHeight: 1.35, color: MUTED }, summary),
      ]),
      box({ alignItems: 'center', gap: 20, fontSize: 36, fontWeight: 700 }, [
        { type: 'img', props: { src: image, width: 56, height: 56 } },
        box({}, 'Drydock'),
      ]),
    ],
  );
}

let loadedFonts: Promise<(Font & { data: Buffer })[]> | undefined;

function fonts(): Promise<(Font & { data: Buffer })[]> {
  return (loadedFonts ??= Promise.all(
    ([400, 700] as const).map(async (weight) => ({
      name: 'Inter',
      weight,
      style: 'normal' as const,
      data: await readFile(join('node_modules/@fontsource/inter/files', `inter-latin-${weight}-normal.woff`)),
    })),
  ));
}

let loadedLogo: Promise<string> | undefined;

/** The site's mark in the colours of the dark theme, as an address. */
function logo(): Promise<string> {
  return (loadedLogo ??= readFile('public/favicon.svg', 'utf8').then((svg) => {
    const drawn = svg
      .replace(/<style>.*?<\/style>/s, '')
      .replaceAll('currentColor', INK)
      .replaceAll('#ad3a14', LEAD);
    return `data:image/svg+xml;base64,${Buffer.from(drawn).toString('base64')}`;
  }));
}
