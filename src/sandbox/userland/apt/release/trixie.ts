import type { Release } from '../packages.ts';

/** Asked of the archive in November 2026: apt-get update, apt-cache dumpavail, apt-get -s install on a minimal system. */
export const TRIXIE: Release = {
  lists: `http://deb.debian.org/debian trixie InRelease [140 kB]
http://deb.debian.org/debian trixie-updates InRelease [47.3 kB]
http://deb.debian.org/debian-security trixie-security InRelease [43.4 kB]
http://deb.debian.org/debian trixie/main amd64 Packages [9678 kB]
http://deb.debian.org/debian trixie-updates/main amd64 Packages [1108 B]
http://deb.debian.org/debian-security trixie-security/main amd64 Packages [325 kB]`,
  libc: '2.41-12+deb13u4',
  packages: `bash-completion 1:2.16.0-7 319436 1952 a
bind9-dnsutils 1:9.20.30-1~deb13u1 167084 525
bind9-host 1:9.20.30-1~deb13u1 56596 141
bind9-libs 1:9.20.30-1~deb13u1 1250200 3649 s
ca-certificates 20250419+deb13u1 160720 387 a
curl 8.14.1-2+deb13u7 270212 495
gosu 1.17-3+b4 940164 2890
iproute2 6.15.0-1 1089184 3774
iputils-ping 3:20240905-3 51248 187
jq 1.7.1-6+deb13u4 78900 125
krb5-locales 1.21.3-5+deb13u1 101092 584 a
libbpf1 1:1.5.0-3 168832 452 s
libbrotli1 1.1.0-2+deb13u1 303640 865 s
libcap2-bin 1:2.75-10+deb13u1+b3 36456 132
libcom-err2 1.47.2-3+b12 25036 64 s
libcurl4t64 8.14.1-2+deb13u7 391640 1013 s
libedit2 3.1-20250104-1 93832 262 s
libelf1t64 0.192-4 189408 1228 s
libffi8 3.4.8-2 24144 72 s
libfstrm0 0.6.1-1+b3 21924 71 s
libgnutls30t64 3.8.9-3+deb13u4 1469024 3504 s
libgpm2 1.20.7-11+b2 14376 45 s
libgssapi-krb5-2 1.21.3-5+deb13u1 138356 434 s
libidn2-0 2.3.8-2 109096 446 s
libjemalloc2 5.3.0-3 274324 876 s
libjq1 1.7.1-6+deb13u4 167808 439 s
libjson-c5 0.18+ds-1 45956 112 s
libk5crypto3 1.21.3-5+deb13u1 81152 266 s
libkeyutils1 1.6.3-6 9456 41 s
libkrb5-3 1.21.3-5+deb13u1 326056 1074 s
libkrb5support0 1.21.3-5+deb13u1 33124 137 s
libldap-common 2.6.10+dfsg-1 35108 99 a
libldap2 2.6.10+dfsg-1 193576 576 s
liblmdb0 0.9.31-1+b2 45240 104 s
libmaxminddb0 1.12.2-1 25800 57 s
libmnl0 1.0.5-3 11928 45 s
libncursesw6 6.5+20250216-2 135484 419 s
libnghttp2-14 1.64.0-1.1+deb13u1 76188 229 s
libnghttp3-9 1.8.0-1 67656 201 s
libonig5 6.9.9-1+b1 189396 677 s
libp11-kit0 0.25.5-3 425240 1882 s
libpam-cap 1:2.75-10+deb13u1+b3 16612 54 s
libproc2-0 2:4.0.4-9 65596 237 s
libprotobuf-c1 1.5.1-1 20536 62 s
libpsl5t64 0.21.2-1.1+b1 57188 100 s
librtmp1 2.4+20151223.gitfa8646d.1-2+b5 58840 144 s
libsasl2-2 2.1.28+dfsg1-9 57512 156 s
libsasl2-modules 2.1.28+dfsg1-9 66712 282 s
libsasl2-modules-db 2.1.28+dfsg1-9 19768 70 s
libssh2-1t64 1.11.1-1+deb13u2 245240 441 s
libtasn1-6 4.20.0-2+deb13u1 50112 122 s
libtirpc-common 1.3.6+ds-1 11004 32 a
libtirpc3t64 1.3.6+ds-1 83300 236 s
libunistring5 1.3-2 476768 2092 s
liburcu8t64 0.15.2-2 76304 363 s
libuv1t64 1.50.0-2 153752 321 s
libxml2 2.12.7+dfsg+really2.9.14-2.1+deb13u3 699724 1916 s
libxtables12 1.8.11-2 31896 101 s
linux-sysctl-defaults 4.12.1 5724 19 a
openssl 3.5.7-1~deb13u3 1508068 2510
procps 2:4.0.4-9 882088 2395
psmisc 23.7-2 266696 950
publicsuffix 20250328.1952-0.1 295872 570 a
wget 1.25.0-2 984500 3784`,
  installs: `curl: libbrotli1 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libunistring5 libidn2-0 libsasl2-modules-db libsasl2-2 libldap2 libnghttp2-14 libnghttp3-9 libpsl5t64 libffi8 libp11-kit0 libtasn1-6 libgnutls30t64 librtmp1 libssh2-1t64 libcurl4t64 curl | bash-completion openssl ca-certificates krb5-locales libbrotli1 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libunistring5 libidn2-0 libsasl2-modules-db libsasl2-2 libldap2 libnghttp2-14 libnghttp3-9 libpsl5t64 libffi8 libp11-kit0 libtasn1-6 libgnutls30t64 librtmp1 libssh2-1t64 libcurl4t64 curl libldap-common libsasl2-modules publicsuffix
wget: libunistring5 libidn2-0 libffi8 libp11-kit0 libtasn1-6 libgnutls30t64 libpsl5t64 wget | openssl ca-certificates libunistring5 libidn2-0 libffi8 libp11-kit0 libtasn1-6 libgnutls30t64 libpsl5t64 wget publicsuffix
iproute2: libelf1t64 libbpf1 libmnl0 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3t64 libxtables12 libcap2-bin iproute2 | libelf1t64 libbpf1 libmnl0 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libtirpc-common libtirpc3t64 libxtables12 libcap2-bin iproute2 krb5-locales libpam-cap
iputils-ping: libunistring5 libidn2-0 iputils-ping | libunistring5 libidn2-0 iputils-ping linux-sysctl-defaults
procps: libncursesw6 libproc2-0 procps | linux-sysctl-defaults libncursesw6 libproc2-0 procps libgpm2 psmisc
jq: libonig5 libjq1 jq
dnsutils: libfstrm0 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libjemalloc2 libjson-c5 liblmdb0 libmaxminddb0 libnghttp2-14 libprotobuf-c1 liburcu8t64 libuv1t64 libxml2 bind9-libs libunistring5 libidn2-0 bind9-host libedit2 bind9-dnsutils | libfstrm0 libkrb5support0 libcom-err2 libk5crypto3 libkeyutils1 libkrb5-3 libgssapi-krb5-2 libjemalloc2 libjson-c5 liblmdb0 libmaxminddb0 libnghttp2-14 libprotobuf-c1 liburcu8t64 libuv1t64 libxml2 bind9-libs libunistring5 libidn2-0 bind9-host libedit2 bind9-dnsutils krb5-locales
ca-certificates: openssl ca-certificates
gosu: gosu`,
};
