import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Runs in the head of each page, before the first paint, hence inline. */
export const themeScript = readFileSync('src/components/ThemeSwitch/theme-init.js', 'utf8');

/** Lets the content security policy admit the script. */
export const themeScriptHash = `sha256-${createHash('sha256').update(themeScript).digest('base64')}` as const;
