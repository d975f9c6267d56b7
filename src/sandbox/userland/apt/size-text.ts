/** A number of octets as apt writes it: `151 kB`, `10.2 MB`. @see apt-pkg/contrib/strutl.cc, SizeToStr */
export function sizeText(octets: number): string {
  let size = octets;
  for (const unit of ['', 'k', 'M']) {
    if (size < 100 && unit !== '') return `${size.toFixed(1)} ${unit}B`;
    if (size < 10_000) return `${size.toFixed(0)} ${unit}B`;
    size /= 1000;
  }
  return `${size.toFixed(1)} GB`;
}
