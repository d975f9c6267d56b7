// node scripts/image/pack.mjs SITE TARGET: what the site's image holds. TARGET/html has every file of the built site,
// text compressed (and only so: half of the bytes), TARGET/nginx.conf serves it with the headers of SITE/_headers.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import { readHeaderRules } from '../headers.mjs';
import { nginxConfig } from './nginx-config.mjs';

/** What gets smaller; pictures and Pagefind's files are compressed already. */
const TEXT = new Set(['.html', '.css', '.js', '.mjs', '.json', '.md', '.csv', '.txt', '.xml', '.svg', '.webmanifest']);

/** For hosts, not for readers. */
const LEFT_OUT = new Set(['_headers']);

/** @param {string} site folder of the built site @param {string} target */
export function pack(site, target) {
  const html = join(target, 'html');
  mkdirSync(html, { recursive: true });
  for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const place = path.slice(site.length).replace(/^[/\\]/, '');
    if (entry.isDirectory()) mkdirSync(join(html, place), { recursive: true });
    else if (!LEFT_OUT.has(place)) store(path, join(html, place));
  }
  writeFileSync(join(target, 'nginx.conf'), nginxConfig(readHeaderRules(readFileSync(join(site, '_headers'), 'utf8'))));
}

/** @param {string} from @param {string} to */
function store(from, to) {
  mkdirSync(join(to, '..'), { recursive: true });
  if (!TEXT.has(extname(from))) return cpSync(from, to);
  const bytes = gzipSync(readFileSync(from), { level: constants.Z_BEST_COMPRESSION });
  rmSync(to, { force: true });
  writeFileSync(`${to}.gz`, bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [site, target] = process.argv.slice(2);
  if (site === undefined || target === undefined) throw new Error('usage: node scripts/image/pack.mjs SITE TARGET');
  pack(site.replace(/\/+$/, ''), target);
}
