/** A date as Go's time.Time prints it: `2026-11-21 07:38:39 +0000 UTC`. */
export function goTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

/** A date as C's asctime and Go's ANSIC write it: `Tue Sep 15 11:02:57 2026`. */
export function goDate(ms: number): string {
  const date = new Date(ms);
  const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ') as [
    string,
    string,
    string,
    string,
    string,
  ];
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}
