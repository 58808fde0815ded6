import { ensureRedisServer, RedisServerMissing } from '../src/store/redis-binary.ts';

try {
  const binary = await ensureRedisServer({ env: process.env, onStep: (line) => console.error(line) });
  console.log(`${binary.command} (version ${binary.version}, ${binary.foundIn})`);
} catch (error) {
  if (!(error instanceof RedisServerMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
