import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GuildState } from './guild-state.ts';
import { guildCreate, ready } from './payloads.ts';
import { asJson, asText } from './rules.ts';

/** The gateway side of the fake: sessions that identify, resume and receive dispatches. */
export interface FakeGateway {
  /** Sends to every session; a session that is away gets it when it resumes. */
  readonly dispatch: (event: string, data: unknown) => void;
  /** Resolves once a client has been told it is ready. */
  readonly connected: () => Promise<void>;
  readonly sessions: () => number;
  /** Breaks the connections of all sessions. */
  readonly drop: () => void;
  /** Closes all sessions with a code, for example 4014. */
  readonly closeWith: (code: number) => void;
  readonly sendOp: (op: 7 | 9, data?: unknown) => void;
  readonly resumes: () => number;
  /** From now on the connections that are open are silent, without being closed: what a client takes for a zombie. */
  readonly fallSilent: () => void;
  readonly close: () => void;
}

interface Session {
  readonly id: string;
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
  heartbeatMs: number = HEARTBEAT_MS,
): FakeGateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const waiting: (() => void)[] = [];
  const silent = new WeakSet<WebSocket>();
  let resumes = 0;

  const send = (session: Session, event: string, data: unknown) => {
    session.sequence += 1;
    const frame = JSON.stringify({ op: 0, t: event, s: session.sequence, d: data });
    session.sent.push({ sequence: session.sequence, frame });
    if (session.socket !== undefined && !silent.has(session.socket)) session.socket.send(frame);
  };
  const identify = (socket: WebSocket, data: Readonly<Record<string, unknown>>) => {
    if (asText(data['token']) !== token) {
      socket.close(4004);
      return;
    }
    const session: Session = { id: `session-${sessions.size + 1}`, socket, sequence: 0, sent: [] };
    sessions.set(session.id, session);
    send(session, 'READY', ready(url(), session.id, data['shard']));
    send(session, 'GUILD_CREATE', guildCreate([...state.channels.values()].filter((channel) => channel.type !== 11)));
    for (const resolve of waiting.splice(0)) resolve();
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
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: heartbeatMs } }));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
    });
    socket.on('message', (frame: Buffer) => {
      if (silent.has(socket)) return;
      const { op, d } = asJson(JSON.parse(frame.toString('utf8')));
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (op === 2) identify(socket, asJson(d));
      if (op === 6) resume(socket, asJson(d));
    });
  });
  const open = () => [...sessions.values()].filter((session) => session.socket !== undefined);
  return {
    dispatch: (event, data) => {
      for (const session of sessions.values()) send(session, event, data);
    },
    connected: () => (open().length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    sessions: () => open().length,
    drop: () => {
      for (const session of open()) session.socket?.terminate();
    },
    closeWith: (code) => {
      for (const session of open()) session.socket?.close(code);
    },
    sendOp: (op, data) => {
      for (const session of open()) session.socket?.send(JSON.stringify({ op, d: data ?? null }));
    },
    resumes: () => resumes,
    fallSilent: () => {
      for (const { socket } of open()) if (socket !== undefined) silent.add(socket);
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
