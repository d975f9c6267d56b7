import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import changelog from '../../CHANGELOG.md?raw';
import { readChanges } from '../lib/publish/changes.ts';
import { href } from '../lib/url.ts';

/** What changed, for feed readers. */
export const GET: APIRoute = ({ site }) =>
  rss({
    title: 'Drydock: what changed',
    description: 'New notes, commands and corrections of the Docker study notes that run.',
    site: new URL(href('/'), site).href,
    items: readChanges(changelog).map(({ date, lines }) => ({
      title: `Changes of ${date}`,
      link: new URL(href(`/changes/#${date}`), site).href,
      pubDate: new Date(`${date}T00:00:00Z`),
      description: lines.join(' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
    })),
  });
