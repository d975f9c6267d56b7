import type { Page } from './reference-pages.ts';

/** A command that is there for what follows it in the same shell: variables, the directory. */
const VALUE = String.raw`[A-Za-z_]\w*=(?:\$\([^\n]*\)|[^\s;&|<>()]*)`;
const CARRIED = new RegExp(String.raw`^(?:export +)?${VALUE}(?: +${VALUE})*$|^cd +[^\s;&|]+$`);

/** What reaches a server that the step before may only have begun to start. */
const REACHES = /\bcurl\b/;
/** Seconds that a reader needs to type the next command. */
const TYPING = 1;

/**
 * A page's steps are typed into one shell, but asked one shell each, as scenarios are: what an earlier step set
 * is set again, without a word, at the start of the steps after it. What reaches a server comes no sooner than it is typed.
 *
 * @returns the page, and what was typed by what is run
 */
export function oneShell(page: Page): { readonly page: Page; readonly typed: ReadonlyMap<string, string> } {
  const typed = new Map<string, string>();
  let carried = '';
  const steps = page.steps.map((step) => {
    const run = carried === '' ? step.run : `{ ${carried}} 2>/dev/null; ${step.run}`;
    typed.set(run, step.run);
    if (CARRIED.test(step.run.trim())) carried += `${step.run.trim()}; `;
    return { ...step, run, ...(REACHES.test(step.run) && { wait: Math.max(step.wait ?? 0, TYPING) }) };
  });
  return { page: { ...page, steps }, typed };
}
