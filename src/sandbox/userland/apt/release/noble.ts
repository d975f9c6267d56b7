import type { Release } from '../packages.ts';

/** Asked of the archive in November 2026: apt-get update, apt-cache dumpavail, apt-get -s install on a minimal system. */
export const NOBLE: Release = {
  lists: `http://archive.ubuntu.com/ubuntu noble InRelease [256 kB]
http://archive.ubuntu.com/ubuntu noble-updates InRelease [126 kB]
http://archive.ubuntu.com/ubuntu noble/universe amd64 Packages [15.0 MB]
http://archive.ubuntu.com/ubuntu noble/main amd64 Packages [1401 kB]
http://archive.ubuntu.com/ubuntu noble-updates/main amd64 Packages [1456 kB]
http://archive.ubuntu.com/ubuntu noble-updates/universe amd64 Packages [1715 kB]`,
  libc: '2.39-0ubuntu8.12',
  packages: `bind9-dnsutils 1:9.18.39-0ubuntu0.24.04.9 155980 513
bind9-host 1:9.18.39-0ubuntu0.24.04.9 50472 160
bind9-libs 1:9.18.39-0ubuntu0.24.04.9 1263158 3450 s
ca-certificates 20260816ubuntu0.24.04.2 140064 330 a
curl 8.5.0-2ubuntu10.16 226386 524
dnsutils 1:9.18.39-0ubuntu0.24.04.9 3684 35 a
gosu 1.17-1ubuntu0.24.04.3 921148 2441
iproute2 6.1.0-1ubuntu6.4 1119922 3033
iputils-ping 3:20240117-1ubuntu0.1 44584 121
jq 1.7.1-3ubuntu0.24.04.2 65694 113
krb5-locales 1.20.1-6ubuntu2.10 15332 104 a
libatm1t64 1:2.5.1-5.1build1 22860 113 s
libbpf1 1:1.3.0-2build2 165734 416 s
libbrotli1 1.1.0-2ubuntu0.1 330968 843 s
libbsd0 0.12.1-1build1.1 41238 127 s
libcap2-bin 1:2.66-5ubuntu2.4 34134 136
libcurl4t64 8.5.0-2ubuntu10.16 344412 928 s
libedit2 3.1-20230828-1build1 97586 258 s
libelf1t64 0.190-1.1ubuntu0.1 57810 204 s
libgssapi-krb5-2 1.20.1-6ubuntu2.10 142830 426 s
libicu74 74.2-1ubuntu3.1 10860078 35919 s
libjq1 1.7.1-3ubuntu0.24.04.2 141902 359 s
libjson-c5 0.17-1build1 35340 101 s
libk5crypto3 1.20.1-6ubuntu2.10 81944 258 s
libkeyutils1 1.6.3-3build1 9490 41 s
libkrb5-3 1.20.1-6ubuntu2.10 347568 1015 s
libkrb5support0 1.20.1-6ubuntu2.10 34942 133 s
libldap-common 2.6.10+dfsg-0ubuntu0.24.04.1 32942 95 a
libldap2 2.6.10+dfsg-0ubuntu0.24.04.1 197620 541 s
liblmdb0 0.9.31-1build1 48066 108 s
libmaxminddb0 1.9.1-1build1 24382 76 s
libmnl0 1.0.5-2build1 12272 46 s
libnghttp2-14 1.59.0-1ubuntu0.4 74590 200 s
libonig5 6.9.9-1build1 172336 629 s
libpam-cap 1:2.66-5ubuntu2.4 12458 57 s
libpsl5t64 0.21.2-1.1build1 57072 99 s
librtmp1 2.4+20151223.gitfa8646d.1-2build7 56342 137 s
libsasl2-2 2.1.28+dfsg1-5ubuntu3.1 53194 148 s
libsasl2-modules 2.1.28+dfsg1-5ubuntu3.1 69916 294 s
libsasl2-modules-db 2.1.28+dfsg1-5ubuntu3.1 20354 75 s
libssh-4 0.10.6-2ubuntu0.5 191284 502 s
libuv1t64 1.48.0-1.1build1 97288 264 s
libxml2 2.9.14+dfsg-1.3ubuntu3.10 763592 2080 s
libxtables12 1.8.10-3ubuntu2 35704 103 s
openssl 3.0.13-0ubuntu3.16 1003702 1885
publicsuffix 20231001.0357-0.1 128986 375 a
wget 1.21.4-1ubuntu4.5 334118 916`,
  installs: `curl: libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libnghttp2-14 libpsl5t64 libbrotli1 libsasl2-modules-db libsasl2-2 libldap2 librtmp1 libssh-4 libcurl4t64 curl | openssl ca-certificates krb5-locales libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libnghttp2-14 libpsl5t64 publicsuffix libbrotli1 libsasl2-modules-db libsasl2-2 libldap2 librtmp1 libssh-4 libcurl4t64 curl libldap-common libsasl2-modules
wget: libpsl5t64 wget | openssl ca-certificates libpsl5t64 publicsuffix wget
iproute2: libelf1t64 libbpf1 libmnl0 libxtables12 libcap2-bin iproute2 | libelf1t64 libbpf1 libmnl0 libxtables12 libcap2-bin iproute2 libatm1t64 libpam-cap
iputils-ping: libcap2-bin iputils-ping | libcap2-bin iputils-ping libpam-cap
jq: libonig5 libjq1 jq
dnsutils: libbsd0 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libicu74 libjson-c5 libxml2 libuv1t64 libedit2 liblmdb0 libmaxminddb0 libnghttp2-14 bind9-libs bind9-host bind9-dnsutils dnsutils | krb5-locales libbsd0 libkrb5support0 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libicu74 libjson-c5 libxml2 libuv1t64 libedit2 liblmdb0 libmaxminddb0 libnghttp2-14 bind9-libs bind9-host bind9-dnsutils dnsutils
ca-certificates: openssl ca-certificates
gosu: gosu`,
};
