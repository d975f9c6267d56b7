import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { themeScriptHash } from './src/components/ThemeSwitch/theme-script.ts';
import { checkLinks } from './src/lib/check-links.ts';
import { codeClasses } from './src/lib/markdown/code-classes.ts';
import { glossaryTermsPlugin } from './src/lib/markdown/glossary-terms.ts';
import { inlineCodePlugin } from './src/lib/markdown/inline-code.ts';
import { linkPlugin } from './src/lib/markdown/link.ts';
import { runSnippetsPlugin } from './src/lib/markdown/run-snippets.ts';
import { markdownPages } from './src/lib/publish/markdown-pages.ts';
import { offline } from './src/lib/offline/integration.ts';
import { pageChunks } from './src/lib/page-scripts/groups.ts';
import { pageScripts } from './src/lib/page-scripts/integration.ts';
import { searchIndex } from './src/lib/search/integration.ts';
import { workerChunks } from './src/lib/worker-chunks.ts';

const base = process.env.DRYDOCK_BASE ?? '/';

/** Pages that search engines are asked to leave out. */
const NOT_FOUND = [`${base}/404/`, `${base}/search/`].map((path) => path.replace(/^\/+/, '/'));

export default defineConfig({
  // Canonical links, the feed and the sitemap name it: a site of your own sets DRYDOCK_SITE.
  site: process.env.DRYDOCK_SITE ?? 'https://drydock.example',
  base,
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  // Pages wait for threads: pictures are drawn there, and blocks of commands run.
  build: { concurrency: 8 },
  // A module worker: what a host does not need for its first prompt is loaded when it is needed.
  vite: {
    // Astro begins the module of each note with a directive of its own; the bundler would warn of every one.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    environments: { client: { build: { rolldownOptions: { output: { codeSplitting: pageChunks() } } } } },
    worker: { format: 'es', rolldownOptions: { output: { codeSplitting: workerChunks() } } },
  },
  // The service worker lists what the others wrote.
  integrations: [
    mdx(),
    pageScripts(),
    sitemap({ filter: (page) => !NOT_FOUND.includes(new URL(page).pathname) }),
    markdownPages(),
    checkLinks(),
    searchIndex(),
    offline(),
  ],
  markdown: {
    syntaxHighlight: { type: 'shiki', excludeLangs: ['math'] },
    shikiConfig: { theme: 'css-variables', langAlias: { dockerfile: 'docker' }, transformers: [codeClasses] },
    processor: satteri({
      // Smart dashes would turn `--mount` in running text into `–mount`.
      features: { smartPunctuation: { dashes: false } },
      mdastPlugins: [runSnippetsPlugin, inlineCodePlugin, linkPlugin(base), glossaryTermsPlugin(base)],
    }),
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        'trusted-types default drydock-frame drydock-offline drydock-search',
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"], hashes: [themeScriptHash] },
      styleDirective: { resources: ["'self'"] },
    },
  },
});
