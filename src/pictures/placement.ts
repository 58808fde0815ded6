/** A rectangle; `x` and `y` are its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label that wants to stand beside a point. */
export interface Wanted {
  readonly x: number;
  readonly y: number;
  /** Of the sign at the point. */
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

/** Where it stands; with a leader line where it had to move away. */
export interface Placed {
  readonly box: Box;
  /** The edge of the text that stands towards the sign. */
  readonly anchor: 'start' | 'middle' | 'end';
  readonly leader?: readonly [fromX: number, fromY: number, toX: number, toY: number];
}

const GAP = 5;
/** Distances from the sign that are tried one after the other. */
const RINGS = [0, 16, 34, 56, 80];
/** Directions in the order in which they are tried: right, left, above, below, then between. Degrees, clockwise from the right. */
const DIRECTIONS = [0, 180, 270, 90, 315, 45, 225, 135, 340, 20, 200, 160];
/** Beyond this a reader needs a line from the label to its sign. */
const LEADER_FROM = 16;

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The square around a sign. */
export function around(x: number, y: number, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** Places labels in the given order, each where it touches nothing; `undefined` for one that finds no room within `most` rings. */
export function placeLabels(
  wanted: readonly Wanted[],
  taken: readonly Box[],
  bounds: Box,
  most = RINGS.length,
): readonly (Placed | undefined)[] {
  const full = [...taken];
  const lines: Box[] = [];
  return wanted.map((label) => {
    for (const placed of candidates(label, most)) {
      const isFree =
        contains(bounds, placed.box) && [...full, ...lines].every((box) => !overlap(widened(placed.box), box));
      if (!isFree) continue;
      const line = placed.leader === undefined ? [] : alongLine(placed.leader);
      const own = around(label.x, label.y, label.radius + 1);
      if (line.some((point) => !overlap(point, own) && full.some((box) => overlap(point, box)))) continue;
      full.push(placed.box);
      lines.push(...line);
      return placed;
    }
    return undefined;
  });
}

function candidates(label: Wanted, most: number): readonly Placed[] {
  return RINGS.slice(0, most).flatMap((ring) => DIRECTIONS.map((degrees) => candidate(label, ring, degrees)));
}

function candidate({ x, y, radius, width, height }: Wanted, ring: number, degrees: number): Placed {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const reach = radius + GAP + ring;
  // The label's own edge, not its middle, keeps the distance.
  const middleX = x + cos * reach + (Math.abs(cos) < 0.01 ? 0 : (Math.sign(cos) * width) / 2);
  const middleY = y + sin * reach + (sin * height) / 2;
  const box = { x: middleX - width / 2, y: middleY - height / 2, width, height };
  const anchor = Math.abs(cos) < 0.01 ? 'middle' : cos > 0 ? 'start' : 'end';
  if (ring < LEADER_FROM) return { box, anchor };
  const toX = Math.min(Math.max(x, box.x), box.x + box.width);
  const toY = Math.min(Math.max(y, box.y), box.y + box.height);
  const length = Math.hypot(toX - x, toY - y) || 1;
  return { box, anchor, leader: [x + ((toX - x) * radius) / length, y + ((toY - y) * radius) / length, toX, toY] };
}

function widened(box: Box): Box {
  return { x: box.x - 3, y: box.y - 2, width: box.width + 6, height: box.height + 4 };
}

/** Small boxes along a line, to test what it would cross. */
function alongLine([fromX, fromY, toX, toY]: NonNullable<Placed['leader']>): readonly Box[] {
  const steps = Math.max(1, Math.round(Math.hypot(toX - fromX, toY - fromY) / 6));
  return Array.from({ length: steps }, (_, index) => {
    const share = index / steps;
    return around(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share, 1);
  });
}
