import type { APIRoute } from 'astro';
import { picturedPages, type Card } from '../../lib/publish/pictured-pages.ts';
import { socialPicture } from '../../lib/publish/social-picture.ts';

export async function getStaticPaths() {
  return [...(await picturedPages())].map(([page, card]) => ({ params: { page }, props: { card } }));
}

export const GET: APIRoute<{ card: Card }> = async ({ props }) =>
  new Response(new Uint8Array(await socialPicture(props.card)), { headers: { 'content-type': 'image/png' } });
