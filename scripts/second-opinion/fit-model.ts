export interface FitExample {
  /** Buckets of the text's features. */
  readonly features: readonly number[];
  /** Number of the right label. */
  readonly at: number;
}

const EPOCHS = 30;
const STEP = 0.5;
const DECAY = 1e-6;
const SEED = 7;

/**
 * Multinomial logistic regression by Adagrad, labels weighed so that each counts the same in all. The same examples
 * give the same weights. Source: Duchi, Hazan, Singer, "Adaptive subgradient methods", JMLR 2011.
 */
export function fitModel(
  examples: readonly FitExample[],
  buckets: number,
  labels: number,
): { readonly bias: readonly number[]; readonly weights: Float64Array } {
  const weights = new Float64Array(buckets * labels);
  const squares = new Float64Array(buckets * labels).fill(1e-8);
  const bias = new Array<number>(labels).fill(0);
  const shares = labelShares(examples, labels);
  const random = randomOf(SEED);
  const order = examples.map((_example, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index];
      if (example === undefined || example.features.length === 0) continue;
      const share = 1 / Math.sqrt(example.features.length);
      const chances = chancesOf(example, { weights, bias, labels, share });
      const counts = shares[example.at] ?? 0;
      for (const [label, chance] of chances.entries()) {
        const error = ((label === example.at ? 1 : 0) - chance) * counts;
        bias[label] = (bias[label] ?? 0) + 0.01 * error;
        for (const bucket of example.features) {
          const cell = bucket * labels + label;
          const slope = error * share - DECAY * (weights[cell] ?? 0);
          squares[cell] = (squares[cell] ?? 0) + slope * slope;
          weights[cell] = (weights[cell] ?? 0) + (STEP * slope) / Math.sqrt(squares[cell] ?? 1);
        }
      }
    }
  }
  return { bias, weights };
}

interface State {
  readonly weights: Float64Array;
  readonly bias: readonly number[];
  readonly labels: number;
  readonly share: number;
}

function chancesOf({ features }: FitExample, { weights, bias, labels, share }: State): number[] {
  const sums = Array.from({ length: labels }, (_label, at) => {
    let sum = 0;
    for (const bucket of features) sum += weights[bucket * labels + at] ?? 0;
    return (bias[at] ?? 0) + sum * share;
  });
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function labelShares(examples: readonly FitExample[], labels: number): number[] {
  return Array.from({ length: labels }, (_label, at) => {
    const own = examples.filter((example) => example.at === at).length;
    return own === 0 ? 0 : examples.length / (labels * own);
  });
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** Source: Marsaglia, "Xorshift RNGs", 2003. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
