import fastify, { type FastifyInstance } from 'fastify';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface OpsServerOptions {
  readonly port: number;
  /** Without it the page listens on loopback only. */
  readonly consoleToken?: string;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
  /** Adds further pages, for example the console. */
  readonly extend?: (app: FastifyInstance) => Promise<void> | void;
}

export interface OpsServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Opens the operators' port: `/healthz` (the process answers), `/readyz` (it polls and posts), `/metrics` (Prometheus). */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const app = fastify({ logger: false, bodyLimit: 262_144, forceCloseConnections: true });
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const readiness = await options.readiness();
    const isReady = readiness.kind === 'ready';
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not ready', reasons: isReady ? [] : readiness.reasons });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.registry.contentType).send(await options.metrics.registry.metrics()),
  );
  await options.extend?.(app);
  const host = options.consoleToken === undefined ? '127.0.0.1' : '0.0.0.0';
  const address = await app.listen({ port: options.port, host }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `PORT ${options.port} cannot be opened on ${host}${whyNot(error)}; choose another PORT, or none to go without the page`,
      { cause: error },
    );
  });
  options.log.info({ address }, 'operators page is open');
  return { address, close: () => app.close() };
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return ': another program has it';
  return code === 'EACCES' ? ': ports below 1024 need rights' : `: ${message}`;
}
