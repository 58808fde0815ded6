/** One figure, and what it should be. */
export function print(measure: string, value: string, wanted: string): void {
  console.log(`${measure.padEnd(52)} ${value.padEnd(28)} wanted ${wanted}`);
}
