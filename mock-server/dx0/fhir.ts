/**
 * FHIR bundles, and who may have them.
 *
 * The bundles are as poor as the running server's: no `fullUrl`, no dates, and "completed" even for
 * a test that was merely named. Its one law: the door is looked at before the body's fields.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseBody, readTests, readTranscript } from './body.ts';
import type { Dx0 } from './dx0.ts';
import { HttpFault } from './http-fault.ts';

export function registerFhir(app: FastifyInstance, dx0: Dx0): void {
  app.post('/fhir/transcript', async (request) => {
    await demandAdmin(dx0, request);
    const { transcript, patient_id: patient } = readTranscript(request);
    return bundle(
      transcript.map(([speaker, text], index) => communication(index, patient, speaker, text)),
    );
  });
  app.post('/fhir/tests', async (request) => {
    await demandAdmin(dx0, request);
    const { tests, patient_id: patient } = readTests(request);
    return bundle(tests.map((test, index) => serviceRequest(index, patient, test)));
  });
}

/** Four refusals, in the words of the running server. Broken JSON comes before all of them. */
async function demandAdmin(dx0: Dx0, request: FastifyRequest): Promise<void> {
  parseBody(request);
  const [scheme = '', ...rest] = (request.headers.authorization ?? '').split(' ');
  const token = rest.join(' ');
  if (scheme === '' || token === '') throw new HttpFault(403, 'Not authenticated');
  if (scheme.toLowerCase() !== 'bearer') {
    throw new HttpFault(403, 'Invalid authentication credentials');
  }
  const session = await dx0.sessionOf(token);
  if (session === undefined) throw new HttpFault(401, 'Invalid token');
  if (session.group !== 'admin') throw new HttpFault(403, 'Forbidden');
}

function bundle(resources: readonly object[]) {
  const entry = resources.map((resource) => ({ resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

function communication(index: number, patient: string, speaker: string, text: string) {
  return {
    resourceType: 'Communication',
    id: `comm-${index + 1}`,
    status: 'completed',
    subject: { reference: `Patient/${patient}` },
    sender: { display: speaker },
    payload: [{ contentString: text }],
  };
}

function serviceRequest(index: number, patient: string, test: string) {
  return {
    resourceType: 'ServiceRequest',
    id: `req-${index + 1}`,
    status: 'completed',
    intent: 'order',
    subject: { reference: `Patient/${patient}` },
    code: { text: test },
  };
}
