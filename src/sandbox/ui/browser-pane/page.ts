import { trustPolicy } from '../trust-policy.ts';

/** Fetches a file of the page that is shown. @returns undefined where there is none */
export type FetchPart = (url: URL) => Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined>;

/** A page made ready for the frame: HTML without anything that runs or loads, and its styles apart. */
export interface FramePage {
  readonly html: string;
  readonly title: string;
  readonly styles: readonly string[];
}

/** Most pictures and style sheets of one page. */
const MOST_PARTS = 30;
/** Nothing of it runs: it is parsed apart from the page, and shown in a frame without scripts. */
export const frameHtml = trustPolicy('drydock-frame', { createHTML: (html) => html });
const REMOVED = 'script, iframe, frame, frameset, object, embed, applet, base, meta[http-equiv], template, noscript';

/**
 * Makes a served page ready for a frame without scripts. Style sheets and pictures are fetched from the simulated host;
 * what a style sheet itself names is not.
 */
export async function framePage(html: string, url: URL, fetchPart: FetchPart): Promise<FramePage> {
  const document = new DOMParser().parseFromString(frameHtml.createHTML(inert(html)), 'text/html');
  for (const element of document.querySelectorAll(REMOVED)) element.remove();
  const styles: string[] = [];
  const parts = [...document.querySelectorAll('link[rel~="stylesheet" i], style, img')].slice(0, MOST_PARTS);
  await Promise.all(
    parts.map(async (element, index) => {
      if (element.localName === 'style') styles[index] = element.textContent;
      else if (element.localName === 'link') styles[index] = await sheet(element, url, fetchPart);
      else await picture(element, url, fetchPart);
    }),
  );
  for (const element of document.querySelectorAll('link, style')) element.remove();
  for (const element of document.querySelectorAll('*')) clean(element);
  return {
    html: `<!doctype html>${document.documentElement.outerHTML}`,
    title: document.title,
    styles: styles.filter((text) => text !== undefined && text !== ''),
  };
}

/** Renames handlers and inline styles: the page's policy complains of them as soon as they are parsed. */
const inert = (html: string): string =>
  html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(on\w+|style)(\s*=)/gi, '$1data-$2$3'));

const resolve = (reference: string | null, url: URL): URL | undefined => {
  if (reference === null || !URL.canParse(reference, url)) return undefined;
  const found = new URL(reference, url);
  return found.protocol === 'http:' ? found : undefined;
};

async function sheet(element: Element, url: URL, fetchPart: FetchPart): Promise<string> {
  const address = resolve(element.getAttribute('href'), url);
  const part = address === undefined ? undefined : await fetchPart(address);
  return part === undefined ? '' : new TextDecoder().decode(part.bytes);
}

async function picture(element: Element, url: URL, fetchPart: FetchPart): Promise<void> {
  const reference = element.getAttribute('src');
  element.removeAttribute('srcset');
  if (reference?.startsWith('data:image/') === true) return;
  const address = resolve(reference, url);
  const part = address === undefined ? undefined : await fetchPart(address);
  if (part?.type.startsWith('image/') === true) element.setAttribute('src', dataUrl(part.type, part.bytes));
  else element.removeAttribute('src');
}

export function dataUrl(type: string, bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:${type.split(';', 1)[0]};base64,${btoa(text)}`;
}

/** Takes away what runs, what loads, and inline styles, which are put back through the object model. */
function clean(element: Element): void {
  const style = element.getAttribute('style');
  if (style !== null) element.setAttribute('data-style', style);
  for (const { name, value } of [...element.attributes]) {
    const loads = ['src', 'background', 'poster', 'data', 'srcset', 'ping', 'xlink:href'].includes(name);
    if (name === 'style' || name === 'target' || name.startsWith('on') || (loads && !value.startsWith('data:image/'))) {
      element.removeAttribute(name);
    }
  }
}
