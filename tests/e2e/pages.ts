import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from './dist.ts';

export interface BuiltPage {
  /** As a reader asks for it: `/notes/containers/`. */
  readonly path: string;
  readonly html: string;
}

/** Every page of the built site. */
export const readPages = (): readonly BuiltPage[] =>
  globSync('**/*.html', { cwd: DIST })
    .sort()
    .map((file) => ({
      path: `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`,
      html: readFileSync(join(DIST, file), 'utf8'),
    }));

const attributes = (html: string, name: string): readonly string[] =>
  [...html.matchAll(new RegExp(`<[a-z][^>]*?\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

/** Links of the pages that lead to no page or to no place on it, as `page: link`. */
export function brokenLinks(pages: readonly BuiltPage[], files: ReadonlySet<string>): readonly string[] {
  const ids = new Map(pages.map(({ path, html }) => [path, new Set(attributes(html, 'id'))]));
  return pages.flatMap(({ path, html }) =>
    [...attributes(html, 'href'), ...attributes(html, 'src')].flatMap((link) => {
      const target = new URL(link, `http://site${path}`);
      if (target.host !== 'site' || target.protocol !== 'http:') return [];
      const place = decodeURIComponent(target.pathname);
      const anchors = ids.get(place) ?? ids.get(`${place}/`);
      if (anchors === undefined) return files.has(place) ? [] : [`${path}: ${link}`];
      const id = decodeURIComponent(target.hash.slice(1));
      return id === '' || anchors.has(id) ? [] : [`${path}: ${link} (no such place on the page)`];
    }),
  );
}

/** Every file of the built site, by the path in its URL. */
export const readFiles = (): ReadonlySet<string> =>
  new Set(globSync('**/*', { cwd: DIST }).map((file) => `/${file.replaceAll('\\', '/')}`));
