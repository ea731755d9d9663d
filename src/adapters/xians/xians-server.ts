/**
 * The addresses of a Xians server, and the calls of its REST, one function each.
 *
 * Its one law: what a person wrote travels in a body, never in an address, and a token in a header
 * wherever a browser lets it. An API key has to be in the address: the server takes it nowhere else.
 */
import * as z from 'zod/mini';
import { Rejected } from '../../core/errors.ts';
import type { Credentials, Http } from '../../net/http.ts';
import { createHttp } from '../../net/http.ts';
import type { Links } from '../../net/link.ts';
import { path, withQuery } from '../../net/path.ts';
import type { WireBroadcast, WireRequest } from './wire.ts';
import { wireList, wirePageSize, wireThreadId } from './wire.ts';

export interface XiansServerOptions {
  /** Of the site that serves both `/api/user` and `/ws/chat`; absolute. */
  readonly baseUrl: string;
  readonly tenantId: string;
  /** Who is signed in; a server pushes nothing to a name that is not in lower case. */
  readonly participant: string;
  readonly credentials: Credentials;
  readonly links?: Links | undefined;
  /** Milliseconds that a request may take. */
  readonly limit?: number;
}

/** Where to connect, and the bearer token to bring; `null` where the address says who asks. */
export interface Target {
  readonly url: string;
  readonly token: string | null;
}

export type XiansServer = ReturnType<typeof createXiansServer>;

const keyMark = 'sk-';

export function createXiansServer(options: XiansServerOptions) {
  const { baseUrl, tenantId, credentials, limit, links } = options;
  const link = links?.('rest');
  const participantId = options.participant.toLowerCase();
  const http = async (): Promise<Http> => {
    const secret = await credentials.accessToken();
    const isKey = secret.startsWith(keyMark);
    return createHttp({
      baseUrl: `${baseUrl}/api/user/rest`,
      parameters: { tenantId, ...(isKey && { apikey: secret }) },
      link,
      ...(!isKey && { credentials }),
      ...(limit !== undefined && { limit }),
    });
  };
  const targetOf = async (where: string, query: Readonly<Record<string, string>>) => {
    const secret = await credentials.accessToken();
    const isKey = secret.startsWith(keyMark);
    const parameters = new URLSearchParams({
      ...query,
      tenantId,
      ...(isKey && { apikey: secret }),
    });
    return { url: `${baseUrl}${where}?${parameters.toString()}`, token: isKey ? null : secret };
  };
  const post = async (request: WireRequest | WireBroadcast, signal?: AbortSignal) => {
    const { workflow, type, requestId, participantId: from } = request;
    const query = new URLSearchParams({ workflow, type, participantId: from, requestId });
    const to = withQuery(path`send`, query.toString());
    await (await http()).post(to, request, wireThreadId, signal);
  };
  return {
    tenantId,
    participantId,
    renew: () => credentials.renew(),
    hub: (): Promise<Target> => targetOf('/ws/chat', {}),
    events: (workflow: string, scope: string | null, heartbeatSeconds: number): Promise<Target> =>
      targetOf('/api/user/sse/events', {
        ...{ workflow, participantId, heartbeatSeconds: String(heartbeatSeconds) },
        ...(scope !== null && { scope }),
      }),
    send: (request: WireRequest, signal?: AbortSignal) => post(request, signal),
    /** To everybody of the tenant. */
    broadcast: (request: WireBroadcast, signal?: AbortSignal) => post(request, signal),
    /** The newest first. */
    async history(
      workflow: string,
      scope: string | null,
      { pageSize = wirePageSize, signal }: { pageSize?: number; signal?: AbortSignal } = {},
    ): Promise<readonly unknown[]> {
      const query = new URLSearchParams({
        ...{ workflow, participantId, page: '1', pageSize: String(pageSize) },
        ...(scope !== null && { scope }),
      });
      const from = withQuery(path`history`, query.toString());
      return (await (await http()).get(from, wireList, signal)) ?? [];
    },
    /** All that was ever said with a workflow. One that is not there is deleted. */
    async deleteThread(workflow: string, signal?: AbortSignal): Promise<void> {
      const query = new URLSearchParams({ workflow, participantId });
      try {
        await (await http()).delete(withQuery(path`thread`, query.toString()), z.unknown(), signal);
      } catch (error) {
        if (!(error instanceof Rejected) || error.status !== 404) throw error;
      }
    },
  };
}
