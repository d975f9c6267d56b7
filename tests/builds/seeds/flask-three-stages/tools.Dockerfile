FROM busybox
COPY --chmod=755 bin/ /bin/
