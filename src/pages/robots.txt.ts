import type { APIRoute } from 'astro';
import { href } from '../lib/url.ts';

/** Nothing of the site is secret; here is the list of its pages. */
export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\nSitemap: ${new URL(href('/sitemap-index.xml'), site).href}\n`);
