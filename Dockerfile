# One image for web and worker; docker-compose.yml says which of them a container is.
FROM node:24-bookworm-slim
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
WORKDIR /shiplap
COPY . .
RUN npm install --global pnpm@12.21.0 \
  && pnpm install --frozen-lockfile \
  && NODE_ENV=production pnpm exec turbo run build \
  && install --directory --owner=node /data
ENV NODE_ENV=production
USER node
