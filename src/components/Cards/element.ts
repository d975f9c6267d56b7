const SVG = 'http://www.w3.org/2000/svg';

/** Text with code between backticks, a line of it a paragraph; what stands between lines of three keeps its lines. */
export function paragraphs(text: string): HTMLElement[] {
  const parts = text.split(/^```$/m);
  return parts.flatMap((part, index): HTMLElement[] => {
    if (index % 2 === 1) return [element('pre', { tabindex: '0' }, part.replace(/^\n|\n$/g, ''))];
    const lines = part.split('\n').filter((line) => line !== '');
    return lines.map((line) => element('p', {}, ...withCode(line)));
  });
}

/** Text of a data file: what stands between backticks is code. */
export const withCode = (line: string): (Node | string)[] =>
  line.split('`').map((piece, index) => (index % 2 === 0 ? piece : element('code', {}, piece)));

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}
