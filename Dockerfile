# The site as an image: built on Node, served by an nginx that is never root. `docker compose up --build`

FROM node:24-slim AS build
WORKDIR /site
# The packages change less often than the notes. Install scripts stay out: nothing here needs them on this Node.
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
# Where the site will stand, for canonical links, the feed and the sitemap: --build-arg DRYDOCK_SITE=https://…
ARG DRYDOCK_SITE=https://drydock.example
RUN npm run build

# The built site alone. One that is built already takes its place: docker build --build-context site=dist .
FROM scratch AS site
COPY --from=build /site/dist /

# Text compressed, and nginx.conf made out of the site's own _headers.
FROM node:24-slim AS pack
WORKDIR /pack
COPY scripts/headers.mjs scripts/
COPY scripts/image scripts/image
RUN --mount=type=bind,from=site,target=/site \
    node scripts/image/pack.mjs /site /packed

FROM nginx:1.30-alpine
LABEL org.opencontainers.image.title="Drydock" \
      org.opencontainers.image.description="Docker study notes that run, in the page" \
      org.opencontainers.image.licenses="MIT"
COPY --from=pack /packed/nginx.conf /etc/nginx/nginx.conf
COPY --from=pack /packed/html /usr/share/nginx/html
# The user that the base brings, by number: who runs it sees that it is not root.
USER 101:101
EXPOSE 8080
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/robots.txt"]
CMD ["nginx", "-g", "daemon off;"]
