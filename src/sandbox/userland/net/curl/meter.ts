/** Heading and first line, before there is anything to say. */
export const METER =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n' +
  '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';

/** At most five characters: `600k`. */
function brief(bytes: number): string {
  if (bytes < 100_000) return String(Math.floor(bytes));
  const k = bytes / 1024;
  return k < 10_000 ? `${Math.floor(k)}k` : `${(k / 1024).toFixed(k < 102_400 ? 1 : 0)}M`;
}

/** The last line of the progress meter. */
export function meterLine(received: number, sent: number, ms: number): string {
  const seconds = Math.max(ms, 1) / 1000;
  const percent = received + sent > 0 ? '100' : '  0';
  const upPercent = sent > 0 ? '100' : '  0';
  const speed = (bytes: number, width: number) => brief(bytes / seconds).padStart(width);
  const downPercent = received > 0 ? '100' : '  0';
  return (
    `\r${percent} ${brief(received + sent).padStart(5)}  ${downPercent} ${brief(received).padStart(5)}  ${upPercent} ` +
    `${brief(sent).padStart(5)} ${speed(received, 6)} ${speed(sent, 6)} --:--:-- --:--:-- --:--:-- ${speed(received + sent, 5)}\n`
  );
}
