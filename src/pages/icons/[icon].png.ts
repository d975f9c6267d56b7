import { readFile } from 'node:fs/promises';
import type { APIRoute } from 'astro';
import sharp from 'sharp';

/** Of the site as an installed application: its size in pixels, and which part of it the mark fills. */
const ICONS = {
  'icon-192': { size: 192, mark: 0.8 },
  'icon-512': { size: 512, mark: 0.8 },
  'maskable-512': { size: 512, mark: 0.6 },
  'apple-touch': { size: 180, mark: 0.75 },
} as const;

const PAPER = '#fbfcfc';

export function getStaticPaths() {
  return Object.entries(ICONS).map(([icon, props]) => ({ params: { icon }, props }));
}

export const GET: APIRoute<{ size: number; mark: number }> = async ({ props: { size, mark } }) => {
  const inner = Math.round(size * mark);
  const svg = (await readFile('public/favicon.svg', 'utf8')).replace(/@media[^}]*\}[^}]*\}\s*\}/, '');
  const logo = await sharp(Buffer.from(svg), { density: 1200 }).resize(inner, inner).png().toBuffer();
  const icon = await sharp({ create: { width: size, height: size, channels: 4, background: PAPER } })
    .composite([{ input: logo }])
    .png({ compressionLevel: 9 })
    .toBuffer();
  return new Response(new Uint8Array(icon), { headers: { 'content-type': 'image/png' } });
};
