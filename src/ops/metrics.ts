import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the service counts, for Prometheus. Names and labels are documented in `docs/operators.md`. */
export interface Metrics {
  readonly registry: Registry;
  polled(feedId: string, outcome: string): void;
  judged(outcome: string, language: string, label: string): void;
  /** Seconds from the feed's answer to Discord's. */
  delivered(kind: string, seconds: number): void;
  refused(reason: string): void;
  storeFailed(): void;
}

/** Read when Prometheus asks, so that gauges never go stale. */
export interface Gauges {
  queueDepths(): Promise<Readonly<Record<string, number>>>;
  feedStates(): Promise<Readonly<Record<string, number>>>;
}

const LATENCY_BUCKETS_S = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800];

/** Creates the registry; process and event-loop figures are included. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'cm_' });
  const registers = [registry];
  const polls = new Counter({
    name: 'cm_polls_total',
    help: 'Polls by feed and outcome',
    labelNames: ['feed', 'outcome'],
    registers,
  });
  const items = new Counter({
    name: 'cm_items_total',
    help: 'Items by outcome, language and label',
    labelNames: ['outcome', 'language', 'label'],
    registers,
  });
  const latency = new Histogram({
    name: 'cm_delivery_seconds',
    help: "Seconds from the feed's answer to Discord's",
    labelNames: ['kind'],
    buckets: LATENCY_BUCKETS_S,
    registers,
  });
  const refusals = new Counter({
    name: 'cm_deliveries_refused_total',
    help: 'Deliveries that Discord did not take, by reason',
    labelNames: ['reason'],
    registers,
  });
  const storeFailures = new Counter({
    name: 'cm_store_failures_total',
    help: 'Questions that Redis could not answer',
    registers,
  });
  const depths = new Gauge({
    name: 'cm_queue_depth',
    help: 'Waiting polls and deliveries',
    labelNames: ['queue'],
    registers: [],
    async collect() {
      // Unknown is absent: the last figure would pass for the present one.
      this.reset();
      for (const [queue, depth] of Object.entries(await gauges.queueDepths().catch(() => ({}))))
        this.set({ queue }, depth);
    },
  });
  const feeds = new Gauge({
    name: 'cm_feeds',
    help: 'Feeds by health',
    labelNames: ['health'],
    registers: [],
    async collect() {
      this.reset();
      for (const [health, count] of Object.entries(await gauges.feedStates().catch(() => ({}))))
        this.set({ health }, count);
    },
  });
  for (const gauge of [depths, feeds]) registry.registerMetric(gauge);
  return {
    registry,
    polled: (feed, outcome) => polls.inc({ feed, outcome }),
    judged: (outcome, language, label) => items.inc({ outcome, language, label }),
    delivered: (kind, seconds) => latency.observe({ kind }, seconds),
    refused: (reason) => refusals.inc({ reason }),
    storeFailed: () => storeFailures.inc(),
  };
}
