/** A release of Alpine, as far as its packages are known here. */
export interface AlpineRelease {
  /** apk 3 counts in KiB and tells no fetching. */
  readonly apk: 2 | 3;
  /** Of the busybox package, whose trigger runs at the end. */
  readonly busybox: string;
  /** Versions by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What a package brings along, dependencies first. */
export const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  bash: ['ncurses-terminfo-base', 'libncursesw', 'readline', 'bash'],
  'ca-certificates': ['ca-certificates'],
  curl: 'brotli-libs c-ares libunistring libidn2 nghttp2-libs libpsl zstd-libs libcurl curl'.split(' '),
  jq: ['oniguruma', 'jq'],
};

/** Their programs. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  bash: '/bin/bash',
  curl: '/usr/bin/curl',
  jq: '/usr/bin/jq',
};

/** KiB on the disk: the whole set at its last package. From totals that apk printed; bash's is an estimate. */
export const INSTALLED_KIB: Readonly<Record<string, number>> = {
  bash: 2048,
  'ca-certificates': 690,
  curl: 4922,
  jq: 1036,
};

/** A minimal system: packages, and KiB of them. */
export const MINIMAL = { packages: 16, kib: 8390 } as const;

const versions = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(/\s+/).map((entry) => entry.split(':')));

/** From logs of builds in 2025 and 2026. */
export const RELEASES: Readonly<Record<string, AlpineRelease>> = {
  '3.22': {
    apk: 2,
    busybox: '1.37.0-r19',
    versions: versions(
      `brotli-libs:1.1.0-r2 c-ares:1.34.5-r0 libunistring:1.3-r0 libidn2:2.3.7-r0 nghttp2-libs:1.65.0-r0 libpsl:0.21.5-r3
      zstd-libs:1.5.7-r0 libcurl:8.14.1-r1 curl:8.14.1-r1 oniguruma:6.9.10-r0 jq:1.8.0-r0`,
    ),
  },
  '3.23': {
    apk: 3,
    busybox: '1.37.0-r30',
    versions: versions(
      `brotli-libs:1.2.0-r0 c-ares:1.34.6-r0 libunistring:1.4.1-r0 libidn2:2.3.8-r0 nghttp2-libs:1.69.0-r0 libpsl:0.21.5-r3
      zstd-libs:1.5.7-r2 libcurl:8.19.0-r0 curl:8.19.0-r0 ncurses-terminfo-base:6.5_p20251123-r0
      libncursesw:6.5_p20251123-r0 readline:8.3.1-r0 bash:5.3.3-r1 ca-certificates:20260413-r0`,
    ),
  },
  '3.24': {
    apk: 3,
    busybox: '1.37.0-r31',
    versions: versions(
      `brotli-libs:1.2.0-r1 c-ares:1.34.6-r0 libunistring:1.4.2-r0 libidn2:2.3.8-r0 nghttp2-libs:1.69.0-r0 libpsl:0.21.5-r3
      zstd-libs:1.5.7-r2 libcurl:8.20.0-r1 curl:8.20.0-r1 ncurses-terminfo-base:6.6_p20260516-r0
      libncursesw:6.6_p20260516-r0 readline:8.3.3-r1 bash:5.3.9-r1 ca-certificates:20260413-r0 oniguruma:6.9.10-r0 jq:1.8.2-r0`,
    ),
  },
};
