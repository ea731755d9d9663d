/**
 * A place for the figures that Bedside reports, where the proxy passes requests on.
 *
 * Its one law: it keeps the last few and nothing else.
 */
import type { FastifyInstance } from 'fastify';

export const reportPath = '/api/v1/_reports';
const kept = 20;

/** @returns what has come, oldest first */
export function registerReports(app: FastifyInstance): () => readonly unknown[] {
  let reports: readonly unknown[] = [];
  app.post(reportPath, (request, reply) => {
    reports = [...reports.slice(1 - kept), request.body];
    return reply.code(204).send();
  });
  return () => reports;
}
