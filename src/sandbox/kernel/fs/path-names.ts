/** The names of a path by its text alone: `/a//b/../c/` is a, c. `..` leads no further than where the path begins. */
export function pathNames(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}
