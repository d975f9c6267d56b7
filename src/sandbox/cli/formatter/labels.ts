/** `a=b,c=d`, sorted. */
export function joinLabels(labels: Readonly<Record<string, string>> | null | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** First 12 digits of an id, without its algorithm. */
export const shortId = (id: string): string => id.slice(id.indexOf(':') + 1).slice(0, 12);
