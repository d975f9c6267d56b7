/** What differs between the BusyBoxes of images. */
export interface BusyboxVariant {
  /** As its first line tells it, without `BusyBox`. */
  readonly version: string;
  /** What `ps` shows when it isn't asked. */
  readonly psColumns: readonly string[];
  /** Built with FEATURE_PS_TIME: `ps -o time,etime`. */
  readonly psTime: boolean;
}

/** busybox-static of Debian: the reference engine's alpine and busybox. */
export const DEBIAN_BUSYBOX: BusyboxVariant = {
  version: 'v1.38.0 (Debian 1:1.38.0-3+b1)',
  psColumns: ['pid', 'user', 'args'],
  psTime: false,
};

/** Of the Hub's alpine. The date is that of 3.23's package as logs show it. */
export const ALPINE_BUSYBOX: BusyboxVariant = {
  version: 'v1.37.0 (2026-01-10 15:38:28 UTC)',
  psColumns: ['pid', 'user', 'time', 'args'],
  psTime: true,
};

/** Of the Hub's busybox; of its date only the day is known. */
export const HUB_BUSYBOX: BusyboxVariant = { ...ALPINE_BUSYBOX, version: 'v1.38.0 (2026-05-13 00:00:00 UTC)' };

export const bannerOf = ({ version }: BusyboxVariant): string => `BusyBox ${version} multi-call binary.`;
