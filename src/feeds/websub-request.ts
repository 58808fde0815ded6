import { request as send } from 'undici';
import { type FetchFailure, failed } from './fetch.ts';
import type { HttpClient } from './http-client.ts';
import type { HubDecision } from './websub.ts';

/** What the hub said at once; whether it will push is told by its verification request. */
export type HubAnswer = { readonly kind: 'accepted' } | FetchFailure;

const TIMEOUT_MS = 10_000;

/** Sends a subscription to its hub. Source: W3C WebSub section 5.1.2: 202 means that the hub will verify. */
export async function askHub(
  decision: Extract<HubDecision, { kind: 'subscribe' }>,
  client: HttpClient,
  userAgent: string,
  stopping: AbortSignal,
): Promise<HubAnswer> {
  try {
    const response = await send(decision.hub, {
      method: 'POST',
      dispatcher: client.guarded,
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stopping]),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': userAgent },
      body: new URLSearchParams(decision.form).toString(),
    });
    response.body.destroy();
    if (response.statusCode >= 200 && response.statusCode < 300) return { kind: 'accepted' };
    return {
      ...failed('httpStatus', `hub ${decision.hub} answers ${response.statusCode}`),
      status: response.statusCode,
    };
  } catch (error) {
    return failed('refused', `hub ${decision.hub}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
