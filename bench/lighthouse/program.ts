import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export const VERSION = '13.5.0';
/** Not among the project's packages: 176 MB that nobody needs for anything else. */
const FOLDER = join(homedir(), '.cache/drydock-lighthouse');
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** What one visit gave. */
export interface Audit {
  /** 0 … 100, in the order of {@link CATEGORIES}. */
  readonly scores: readonly number[];
  /** What cost points, with what was measured. */
  readonly failed: readonly string[];
}

export type Device = 'mobile' | 'desktop';

export interface Lighthouse {
  /** @param skipped audits, as Lighthouse names them */
  audit(url: string, device: Device, skipped: readonly string[]): Promise<Audit>;
}

interface Result {
  readonly lhr: {
    readonly runtimeError?: { readonly message: string };
    readonly categories: Readonly<
      Record<string, { readonly score: number | null; readonly auditRefs: readonly { id: string; weight: number }[] }>
    >;
    readonly audits: Readonly<
      Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
    >;
  };
}

interface Module {
  readonly default: (url: string, flags: object, config?: object) => Promise<Result | undefined>;
  readonly desktopConfig: object;
}

interface Launcher {
  launch(options: object): Promise<{ readonly port: number; kill(): void }>;
}

/** An audit that the browser broke off says nothing of the page. */
const TRIES = 4;

/** Fetches Lighthouse where it is not. @param browser executable; each audit starts it anew */
export async function openLighthouse(browser: string): Promise<Lighthouse> {
  await install();
  const { default: lighthouse, desktopConfig } = (await load('lighthouse/core/index.js')) as Module;
  const launcher = (await load('chrome-launcher/dist/index.js')) as Launcher;
  const visit = async (url: string, device: Device, skipAudits: readonly string[]): Promise<Result> => {
    const chrome = await launcher.launch({
      chromePath: browser,
      chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'],
    });
    try {
      const flags = { port: chrome.port, onlyCategories: CATEGORIES, skipAudits, logLevel: 'silent' };
      const result = await lighthouse(url, flags, device === 'desktop' ? desktopConfig : undefined);
      if (result === undefined) throw new Error(`Lighthouse says nothing of ${url}`);
      return result;
    } finally {
      chrome.kill();
    }
  };
  return {
    async audit(url, device, skipped) {
      let result = await visit(url, device, skipped);
      for (let turn = 1; turn < TRIES && result.lhr.runtimeError !== undefined; turn++)
        result = await visit(url, device, skipped);
      return read(url, result);
    },
  };
}

function read(url: string, { lhr }: Result): Audit {
  if (lhr.runtimeError !== undefined) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const scores = CATEGORIES.map((name) => Math.round((lhr.categories[name]?.score ?? 0) * 100));
  const failed = CATEGORIES.flatMap((name, index) =>
    scores[index] === 100 ? [] : (lhr.categories[name]?.auditRefs ?? []),
  ).flatMap(({ id, weight }) => {
    const audit = lhr.audits[id];
    if (audit === undefined || weight === 0 || audit.score === null || audit.score >= 1) return [];
    return [`${id}: ${audit.title}${audit.displayValue === undefined ? '' : ` (${audit.displayValue})`}`];
  });
  return { scores, failed };
}

const load = (path: string): Promise<unknown> => import(pathToFileURL(join(FOLDER, 'node_modules', path)).href);

async function install(): Promise<void> {
  const known = await readFile(join(FOLDER, 'node_modules/lighthouse/package.json'), 'utf8').catch(() => '');
  if (known.includes(`"version": "${VERSION}"`)) return;
  process.stderr.write(`lighthouse: fetching ${VERSION} into ${FOLDER}\n`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    join(FOLDER, 'package.json'),
    JSON.stringify({ private: true, dependencies: { lighthouse: VERSION } }),
  );
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: FOLDER });
}
