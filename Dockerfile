# syntax=docker/dockerfile:1
# Stage 1: production dependencies only. The base image brings Node 24, so the `node` package is not needed.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

# Stage 2: the service. redis-server serves `docker run` without REDIS_URL; tini reaps and forwards signals.
FROM node:24-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini redis-server \
 && rm -rf /var/lib/apt/lists/* /etc/redis /usr/local/lib/node_modules/npm /usr/local/bin/npm /usr/local/bin/npx /opt/yarn* /usr/local/bin/yarn* /usr/local/bin/corepack \
 && install -d -o node -g node /data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY config ./config
COPY examples ./examples
ENV NODE_ENV=production TZ=UTC DATA_DIR=/data CONFIG_DIR=/app/config PORT=8080 NODE_COMPILE_CACHE=/tmp/node-compile-cache
USER node
VOLUME /data
EXPOSE 8080
# The root file system may be read-only: only /data and /tmp are written.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "--max-semi-space-size=4", "src/cli.ts", "run"]
