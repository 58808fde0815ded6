import { startPrivateRedis } from '../../src/store/private-redis.ts';
import { ensureRedisServer } from '../../src/store/redis-binary.ts';

// A process that owns a private Redis and waits to be killed: `node owner-process.ts <dataDir>`; prints one JSON line.
const dataDir = process.argv[2] ?? '';
try {
  const binary = await ensureRedisServer({ env: process.env });
  const redis = await startPrivateRedis({ dataDir, binary, env: process.env });
  process.on('SIGTERM', () => {
    void redis.stop().then(() => process.exit(0));
  });
  console.log(JSON.stringify({ socketPath: redis.socketPath, serverPid: redis.pid() }));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
