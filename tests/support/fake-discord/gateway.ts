import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GuildState } from './guild-state.ts';
import { GUILD_ID, guildCreate, ready } from './payloads.ts';
import { asJson, asList, asText } from './rules.ts';

/** The gateway side of the fake: sessions that identify, resume and receive dispatches. */
export interface FakeGateway {
  /** Sends to the shard that has the server; a session that is away gets it when it resumes. */
  readonly dispatch: (event: string, data: unknown) => void;
  /** Resolves once so many sessions were told that they are ready, counted from the start. */
  readonly identified: (times: number) => Promise<void>;
  /** Shards of the sessions that are open, as `[id, count]`. */
  readonly shards: () => readonly (readonly [number, number])[];
  /** Breaks the connections of all sessions. */
  readonly drop: () => void;
  /** Closes all sessions with a code, for example 4014. */
  readonly closeWith: (code: number) => void;
  /** Whoever identifies is closed with this code from now on; `undefined` lets them in again. */
  readonly refuseWith: (code: number | undefined) => void;
  /** Op 7 asks to connect again; op 9 says that the session is not valid, `true` where it may be resumed. */
  readonly sendOp: (op: 7 | 9, data?: unknown) => void;
  /** The connections that are open hear and say nothing any more, without being closed: what a client takes for a zombie. */
  readonly goSilent: () => void;
  readonly resumes: () => number;
  readonly close: () => void;
}

export interface FakeGatewayOptions {
  /** How often clients must send a heartbeat; Discord's own is 41,250 ms. */
  readonly heartbeatMs?: number;
}

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  socket: WebSocket | undefined;
  sequence: number;
  readonly sent: { sequence: number; frame: string }[];
}

const HEARTBEAT_MS = 41_250;

export function createGateway(
  server: Server,
  token: string,
  url: () => string,
  state: GuildState,
  options: FakeGatewayOptions = {},
): FakeGateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const waiting: { times: number; resolve: () => void }[] = [];
  const deaf = new WeakSet<WebSocket>();
  let identifies = 0;
  let resumes = 0;
  let refusal: number | undefined;

  const send = (session: Session, event: string, data: unknown) => {
    session.sequence += 1;
    const frame = JSON.stringify({ op: 0, t: event, s: session.sequence, d: data });
    session.sent.push({ sequence: session.sequence, frame });
    if (session.socket !== undefined && !deaf.has(session.socket)) session.socket.send(frame);
  };
  // Source: docs.discord.com, Sharding: shard_id = (guild_id >> 22) % num_shards.
  const hasGuild = ({ shard: [id, count] }: Session) => Number((BigInt(GUILD_ID) >> 22n) % BigInt(count)) === id;
  const identify = (socket: WebSocket, data: Readonly<Record<string, unknown>>) => {
    const wrong = asText(data['token']) === token ? refusal : 4004;
    if (wrong !== undefined) {
      socket.close(wrong);
      return;
    }
    const [shard = 0, count = 1] = asList(data['shard']).map(Number);
    identifies += 1;
    const session: Session = { id: `session-${identifies}`, shard: [shard, count], socket, sequence: 0, sent: [] };
    sessions.set(session.id, session);
    const isHome = hasGuild(session);
    send(session, 'READY', ready(url(), session.id, data['shard'], isHome));
    const channels = [...state.channels.values()].filter((channel) => channel.type !== 11);
    if (isHome) send(session, 'GUILD_CREATE', guildCreate(channels));
    for (const one of waiting.filter(({ times }) => times <= identifies)) one.resolve();
  };
  const resume = (socket: WebSocket, data: Readonly<Record<string, unknown>>) => {
    const session = sessions.get(asText(data['session_id']));
    if (session === undefined) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    session.socket = socket;
    resumes += 1;
    for (const { sequence, frame } of session.sent) if (sequence > Number(data['seq'])) socket.send(frame);
    send(session, 'RESUMED', {});
  };

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: options.heartbeatMs ?? HEARTBEAT_MS } }));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
    });
    socket.on('message', (frame: Buffer) => {
      if (deaf.has(socket)) return;
      const { op, d } = asJson(JSON.parse(frame.toString('utf8')));
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) identify(socket, asJson(d));
      if (op === 6) resume(socket, asJson(d));
    });
  });
  const open = () => [...sessions.values()].filter((session) => session.socket !== undefined);
  return {
    dispatch: (event, data) => {
      for (const session of sessions.values()) if (hasGuild(session)) send(session, event, data);
    },
    identified: (times) =>
      identifies >= times ? Promise.resolve() : new Promise((resolve) => waiting.push({ times, resolve })),
    shards: () => open().map(({ shard }) => shard),
    drop: () => {
      for (const session of open()) session.socket?.terminate();
    },
    closeWith: (code) => {
      for (const session of open()) {
        // After a final code the session is gone.
        sessions.delete(session.id);
        session.socket?.close(code);
      }
    },
    refuseWith: (code) => {
      refusal = code;
    },
    sendOp: (op, data) => {
      for (const session of open()) {
        if (op === 9 && data !== true) sessions.delete(session.id);
        session.socket?.send(JSON.stringify({ op, d: data ?? null }));
      }
    },
    goSilent: () => {
      for (const { socket } of open()) if (socket !== undefined) deaf.add(socket);
    },
    resumes: () => resumes,
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
