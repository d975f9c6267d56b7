const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `5`, `0.5`, `2m`, `1h`, `infinity`; undefined for what is none. */
export function parseSeconds(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Infinity;
  const [, digits, unit = 's'] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit || 's'] ?? 1);
}
