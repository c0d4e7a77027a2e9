# syntax=docker/dockerfile:1
# Two images from one tree: `--target web` and `--target worker`. Both run TypeScript with Node directly; only pages are built.

FROM node:24-bookworm-slim AS base
ENV CI=1 NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
RUN npm install --global --no-fund --no-audit pnpm@12.21.0 turbo@2.11.11
WORKDIR /app

# What web and worker are made of, and nothing else: manifests in out/json, sources in out/full.
FROM base AS prune
COPY . .
RUN turbo prune @shiplap/web @shiplap/worker --docker

# Manifests first, so that a change of a source does not install anew.
FROM base AS build
COPY --from=prune /app/out/json/ ./
RUN pnpm install --frozen-lockfile
COPY --from=prune /app/out/full/ ./
COPY tsconfig.base.json ./
RUN turbo run build --filter=@shiplap/web && rm -rf apps/web/.next/cache
# Next would read its settings with the compiler, which the image leaves out; Node reads them as they are without types.
RUN cd apps/web && node -e "const { readFileSync, writeFileSync } = require('node:fs'); \
  const { stripTypeScriptTypes } = require('node:module'); \
  writeFileSync('next.config.mjs', stripTypeScriptTypes(readFileSync('next.config.ts', 'utf8')))"

FROM base AS production
COPY --from=prune /app/out/json/ ./
# The compiler of pages has done its work, and pictures are served as they are.
RUN pnpm install --frozen-lockfile --prod --filter-prod '@shiplap/web...' --filter-prod '@shiplap/worker...' \
  && rm -rf node_modules/.pnpm/@next+swc-* node_modules/.pnpm/@img+*

FROM node:24-bookworm-slim AS run
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DATA_DIR=/data METRICS_HOST=0.0.0.0
WORKDIR /app
COPY --from=production /app/ ./
COPY --from=prune /app/out/full/ ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data

FROM run AS worker
CMD ["node", "apps/worker/src/main.ts"]

FROM run AS web
USER root
COPY --from=build /app/apps/web/.next apps/web/.next
COPY --from=build /app/apps/web/next.config.mjs apps/web/
RUN rm apps/web/next.config.ts
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/web/server.ts"]
