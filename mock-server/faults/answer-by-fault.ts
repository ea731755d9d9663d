/**
 * The answers to a REST request that a fault gives.
 *
 * Its one law: HTML looks as a proxy's own pages do, JSON as an API's own refusals.
 */
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { FaultOf } from './spec.ts';

export type AnswerFault = FaultOf<'status' | 'html' | 'hang' | 'lost-answer'>;

export function answerByFault(fault: AnswerFault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'lost-answer':
      response.destroy();
      return;
    case 'html':
      return answer(response, 200, 'text/html', page('Sign in to this network'));
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
      return answerWithStatus(fault, response);
  }
}

function answerWithStatus(fault: FaultOf<'status'>, response: ServerResponse): void {
  const { status, as, body } = fault;
  const reason = STATUS_CODES[status] ?? 'Unknown';
  if (as === 'json') {
    answer(response, status, 'application/json', JSON.stringify(body ?? { detail: reason }));
  } else {
    const text = typeof body === 'string' ? body : page(`${status} ${reason}`);
    answer(response, status, 'text/html', text);
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  const isEmpty = status === 204 || status === 304;
  response.writeHead(status, isEmpty ? {} : { 'content-type': type });
  response.end(isEmpty ? undefined : body);
}

function page(title: string): string {
  return `<html>\n<head><title>${title}</title></head>\n<body><center><h1>${title}</h1></center></body>\n</html>\n`;
}
