/** Lets one line through a minute, so that a long outage stays readable in the log. */
export interface MinuteVoice {
  say(line: string): void;
  /** Whether anything was said since the last reset: whoever heard of the trouble wants to hear of its end. */
  wasSaid(): boolean;
  reset(): void;
}

/** `nowMs` is a steady clock in ms. */
export function sayOncePerMinute(
  speak: (line: string) => void,
  nowMs: () => number = () => performance.now(),
): MinuteVoice {
  let saidAtMs: number | undefined;
  let isSaid = false;
  return {
    say(line) {
      const now = nowMs();
      if (saidAtMs !== undefined && now - saidAtMs < 60_000) return;
      saidAtMs = now;
      isSaid = true;
      speak(line);
    },
    wasSaid: () => isSaid,
    reset() {
      isSaid = false;
    },
  };
}
