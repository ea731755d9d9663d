/**
 * An HTTP server on a free port that answers what a test tells it to.
 *
 * Its one law: it is a real server, which can go away and come back at the same address; only the
 * answers are scripted.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpQuestion {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** `json` as data, `text` as it stands (a web page), `cut`: the connection ends without an answer. */
export type HttpAnswer =
  | { status?: number; json: unknown; headers?: Readonly<Record<string, string>> }
  | { status?: number; text: string; headers?: Readonly<Record<string, string>> }
  | 'cut';

export interface ScriptedHttp {
  readonly url: string;
  /** What was asked, in the order of arrival. */
  readonly asked: readonly HttpQuestion[];
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function startScriptedHttp(
  respond: (question: HttpQuestion) => HttpAnswer,
): Promise<ScriptedHttp> {
  const asked: HttpQuestion[] = [];
  let server: Server | null = null;
  const listen = async (port: number) => {
    server = createServer((request, response) => {
      void readQuestion(request).then((question) => {
        asked.push(question);
        give(response, respond(question));
      });
    });
    const made = server;
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve));
    return (made.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const goAway = () =>
    new Promise<void>((resolve) => {
      if (!server) return resolve();
      server.closeAllConnections();
      server.close(() => resolve());
      server = null;
    });
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    goAway,
    async comeBack() {
      await listen(port);
    },
    close: goAway,
  };
}

async function readQuestion(request: IncomingMessage): Promise<HttpQuestion> {
  let text = '';
  for await (const piece of request) text += String(piece);
  const { method = '', url = '', headers } = request;
  const body: unknown = text === '' ? null : JSON.parse(text);
  return { method, path: url, authorization: headers.authorization, body };
}

function give(response: ServerResponse, answer: HttpAnswer): void {
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const { status = 200, headers = {} } = answer;
  response.writeHead(status, { connection: 'close', ...headers });
  response.end('json' in answer ? JSON.stringify(answer.json) : answer.text);
}
