import { readFileSync } from 'node:fs';

// Loaded before the service (`node --import`): its wall clock runs beside the machine's by the milliseconds that stand in the file CM_TEST_CLOCK.
const file = process.env['CM_TEST_CLOCK'];
const Machine = Date;
const LOOK_EVERY_MS = 50;
let offsetMs = 0;

class Shifted extends Machine {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(Machine.now() + offsetMs);
    else super(...(parts as [string]));
  }

  static override now(): number {
    return Machine.now() + offsetMs;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return Function.prototype[Symbol.hasInstance].call(Machine, value);
  }
}

if (file !== undefined) {
  const look = () => {
    const read = Number(readFileSync(file, 'utf8'));
    if (Number.isFinite(read)) offsetMs = read;
  };
  look();
  globalThis.Date = Shifted as DateConstructor;
  setInterval(look, LOOK_EVERY_MS).unref();
}
