import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignJWT } from 'jose';
import type { MockServer } from '../server.ts';
import { bearer, call, signIn, startMock } from '../testing.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

describe('FHIR', () => {
  const transcript = [
    ['user', 'Patient presents with chest pain'],
    ['assistant', 'Can you describe it?'],
  ];

  it('bundles a transcript', async () => {
    const headers = bearer((await signIn(server, 'physician')).access);
    const body = { transcript, patient_id: 'patient-12345' };
    const answer = await call(server, '/fhir/transcript', { body, headers });
    expect(answer.body).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: transcript.map(([display, contentString], index) => ({
        resource: {
          resourceType: 'Communication',
          id: `comm-${index + 1}`,
          status: 'completed',
          subject: { reference: 'Patient/patient-12345' },
          sender: { display },
          payload: [{ contentString }],
        },
      })),
    });
  });

  it('bundles tests, for the patient `example` unless named', async () => {
    const headers = bearer((await signIn(server, 'physician')).access);
    const body = { tests: ['complete blood count'] };
    const answer = await call(server, '/fhir/tests', { body, headers });
    const resource = {
      resourceType: 'ServiceRequest',
      id: 'req-1',
      status: 'completed',
      intent: 'order',
      subject: { reference: 'Patient/example' },
      code: { text: 'complete blood count' },
    };
    expect(answer.body).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }],
    });
  });

  it.each(['real', 'documented'] as const)('tells five refusals apart in %s mode', async (mode) => {
    server.setMode(mode);
    const forged = await new SignJWT({ sub: 'physician', sid: 'a', grp: 'admin', exp: 9e9 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('another key of thirty-two bytes!'));
    const refusals: [Record<string, string>, number, string][] = [
      [{}, 403, 'Not authenticated'],
      [{ authorization: 'Bearer' }, 403, 'Not authenticated'],
      [{ authorization: 'Basic eDp5' }, 403, 'Invalid authentication credentials'],
      [bearer('garbage'), 401, 'Invalid token'],
      [bearer(forged), 401, 'Invalid token'],
      [bearer((await signIn(server, 'nurse')).access), 403, 'Forbidden'],
    ];
    for (const [headers, status, detail] of refusals) {
      const answer = await call(server, '/fhir/transcript', { body: { transcript }, headers });
      expect(answer).toMatchObject({ status, body: { detail } });
    }
  });
});
