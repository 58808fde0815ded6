import type { FastifyInstance } from 'fastify';

/** Answers of the feed side to a hub. */
export interface PushPort {
  verify(
    feedId: string,
    query: Readonly<Record<string, string | undefined>>,
  ): Promise<{ readonly status: number; readonly body: string }>;
  receive(
    feedId: string,
    push: { readonly bytes: Uint8Array; readonly contentType?: string; readonly signature?: string },
  ): Promise<{ readonly status: number; readonly body: string }>;
}

/** The address that hubs of feeds call: `GET` to ask whether we subscribed, `POST` with news. Source: W3C WebSub sections 5.3 and 7. */
export async function addPushRoutes(app: FastifyInstance, port: PushPort, maxBytes: number): Promise<void> {
  await app.register(async (scope) => {
    // A hub sends a feed: bytes of any type, read by the feed readers and nobody else.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.get<{ Params: { feedId: string } }>('/websub/:feedId', async (request, reply) => {
      const query = Object.fromEntries(
        Object.entries(request.query as object).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : undefined,
        ]),
      );
      const answer = await port.verify(request.params.feedId, query);
      return reply.code(answer.status).type('text/plain').send(answer.body);
    });
    scope.post<{ Params: { feedId: string }; Body: Buffer }>(
      '/websub/:feedId',
      { bodyLimit: maxBytes },
      async (request, reply) => {
        const { 'content-type': contentType, 'x-hub-signature': signature } = request.headers;
        const answer = await port.receive(request.params.feedId, {
          bytes: request.body ?? Buffer.alloc(0),
          ...(contentType !== undefined && { contentType }),
          ...(typeof signature === 'string' && { signature }),
        });
        return reply.code(answer.status).type('text/plain').send(answer.body);
      },
    );
  });
}
