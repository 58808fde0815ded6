/** Wall clocks are set back by time services, people and virtual machines; a difference this small is only drift. */
const TOLERATED_MS = 2000;

/**
 * Watches the wall clock against a steady one. Each call gives how far the wall clock was set back since the last call, ms; 0 where it was not.
 * What was planned for a moment of the old clock would else wait that much longer.
 */
export function watchClock(wall: () => number, steady: () => number = () => performance.now()): () => number {
  let lastWall = wall();
  let lastSteady = steady();
  return () => {
    const [wallMs, steadyMs] = [wall(), steady()];
    const backMs = steadyMs - lastSteady - (wallMs - lastWall);
    lastWall = wallMs;
    lastSteady = steadyMs;
    return backMs > TOLERATED_MS ? backMs : 0;
  };
}
