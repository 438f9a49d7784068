# Builds the native packages and installs what the bot needs to run; none of the compilers stay.
FROM node:22-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends build-essential python3 pkg-config \
     libcairo2-dev libpango1.0-dev libgif-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Install scripts run for the packages that package.json allows by name, and for no other. What has to be compiled
# takes Node's own headers, which lie beside it in the image, and fetches none.
RUN npm ci --omit=dev --ignore-scripts \
  && npm_package_config_node_gyp_nodedir=/usr/local \
     npm rebuild better-sqlite3 canvas esbuild --ignore-scripts=false --foreground-scripts \
  && node -e "require('canvas').createCanvas(2, 2).toBuffer(); new (require('better-sqlite3'))(':memory:')"

FROM node:22-bookworm-slim
# What canvas is linked to where it was compiled; its ready-made binary brings its own. The bot's fonts are in assets/fonts.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libcairo2 libpango-1.0-0 libpangocairo-1.0-0 libgif7 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY package.json tsconfig.json LICENSE ./
COPY assets ./assets
COPY commands ./commands
COPY scripts ./scripts
COPY src ./src
# What a start would else do first, and may not where the code cannot be changed.
RUN node scripts/run.mjs
# The code is root's and cannot be changed by the bot; what it may write is the data.
RUN mkdir /data && chown node:node /data
USER node
# Fontconfig's cache goes where a container that is read-only can still write.
ENV NODE_ENV=production ACKADEMY_DATA=/data ACKADEMY_HOST=0.0.0.0 ACKADEMY_PORT=3000 XDG_CACHE_HOME=/tmp/cache
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ACKADEMY_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: SIGTERM would not reach the bot.
CMD ["node", "--max-semi-space-size=4", "scripts/run.mjs", "src/main.ts"]
