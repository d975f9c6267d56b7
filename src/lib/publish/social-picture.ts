import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import satori, { type Font } from 'satori';
import sharp from 'sharp';
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

/** @returns a PNG of 1200 × 630 pixels with 16 colours */
export async function socialPicture(card: Card): Promise<Buffer> {
  const svg = await satori(draw(card, await logo()) as unknown as Parameters<typeof satori>[0], {
    ...SIZE,
    fonts: await fonts(),
  });
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 16, compressionLevel: 9 }).toBuffer();
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

let loadedFonts: Promise<Font[]> | undefined;

function fonts(): Promise<Font[]> {
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
