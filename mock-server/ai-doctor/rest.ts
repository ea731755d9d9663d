/**
 * The REST routes of the AI Doctor server, as far as a running one was seen to answer.
 *
 * Its one law: they look at a message with the same eyes as the socket does.
 */
import type { FastifyInstance } from 'fastify';
import { contactsOf, findEmergency } from './emergency.ts';

export function registerRest(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    // Fastify names a charset, FastAPI does not.
    reply.header('content-type', 'application/json');
    return payload;
  });
  app.get('/health', () => ({
    ...{ status: 'healthy', version: '1.0.0', environment: 'development' },
  }));
  app.get<{ Querystring: { message?: string } }>(
    '/api/v1/chat/emergency-check',
    ({ query: { message = '' } }) => {
      const emergency = findEmergency(message);
      return {
        is_emergency: emergency !== undefined,
        severity: emergency?.severity ?? null,
        immediate_action: emergency?.action ?? null,
        emergency_contacts: emergency === undefined ? null : contactsOf(emergency),
      };
    },
  );
}
