/** Marks the heading that is being read: the last one above the upper third of the window. */
const links = new Map<string, HTMLAnchorElement>();
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-toc=column] a'))
  links.set(link.hash.slice(1), link);
const headings = [...links.keys()].flatMap((id) => document.getElementById(decodeURIComponent(id)) ?? []);

let current: HTMLAnchorElement | undefined;

function mark(): void {
  const edge = innerHeight / 3;
  const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2 && scrollY > 0;
  const read = atEnd ? headings.at(-1) : headings.findLast((heading) => heading.getBoundingClientRect().top < edge);
  const link = read === undefined ? undefined : (links.get(encodeURIComponent(read.id)) ?? links.get(read.id));
  if (link === current) return;
  current?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'true');
  current = link;
}

if (headings.length > 0) {
  let pending = false;
  const schedule = (): void => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      mark();
    });
  };
  addEventListener('scroll', schedule, { passive: true });
  addEventListener('resize', schedule);
  mark();
}
