/**
 * `cpu.weight` (1 to 10,000) for Docker's CPU shares (2 to 262,144): a curve through both ends and both defaults.
 *
 * @see https://github.com/opencontainers/cgroups utils.go, ConvertCPUSharesToCgroupV2Value; in runc since 1.3.2
 */
export function cpuWeight(shares: number): number {
  if (shares <= 2) return 1;
  if (shares >= 262_144) return 10_000;
  const log = Math.log2(shares);
  return Math.ceil(10 ** ((log * log + 125 * log) / 612 - 7 / 34));
}
