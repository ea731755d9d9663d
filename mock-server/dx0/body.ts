/**
 * Request bodies: read as FastAPI reads them, checked as pydantic checks them.
 *
 * Its one law: a checker throws `HttpFault` with everything that is wrong, in the order of the
 * fields; what it returns needs no further check.
 */
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import {
  wireCredentials,
  wireRefreshRequest,
  wireTestsRequest,
  wireTranscriptRequest,
} from '../../src/adapters/dx0/wire.ts';
import { parsePythonJson, PythonJsonError } from '../python/json.ts';
import {
  checkList,
  checkMember,
  checkPair,
  checkString,
  isFields,
  missingFault,
  type Fault,
} from '../python/pydantic.ts';
import { HttpFault } from './http-fault.ts';

type Fields = Readonly<Record<string, unknown>>;

const at = ['body'];
const filled = checkString({ min: 1 });
const text = checkString();

export function readCredentials(request: FastifyRequest): z.infer<typeof wireCredentials> {
  const fields = readFields(request);
  demand([
    ...checkMember(fields, 'username', at, filled),
    ...checkMember(fields, 'password', at, filled),
  ]);
  return wireCredentials.parse(fields);
}

export function readRefreshToken(request: FastifyRequest): string {
  const fields = readFields(request);
  demand(checkMember(fields, 'refresh_token', at, text));
  return wireRefreshRequest.parse(fields).refresh_token;
}

export function readTranscript(request: FastifyRequest): z.infer<typeof wireTranscriptRequest> {
  const fields = readFields(request);
  demand([
    ...checkMember(fields, 'transcript', at, checkList(checkPair)),
    ...patientFaults(fields),
  ]);
  return wireTranscriptRequest.parse(fields);
}

export function readTests(request: FastifyRequest): z.infer<typeof wireTestsRequest> {
  const fields = readFields(request);
  demand([...checkMember(fields, 'tests', at, checkList(text)), ...patientFaults(fields)]);
  return wireTestsRequest.parse(fields);
}

/** Throws for a body that is said to be JSON and is not; FastAPI looks at this before anything else. */
export function parseBody(request: FastifyRequest): unknown {
  const body = typeof request.body === 'string' ? request.body : '';
  if (body === '') return null;
  const type = request.headers['content-type'];
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) return body;
  try {
    return parsePythonJson(body);
  } catch (error) {
    if (!(error instanceof PythonJsonError)) throw error;
    const loc = ['body', error.position];
    const ctx = { error: error.reason };
    throw new HttpFault(422, [
      { type: 'json_invalid', loc, msg: 'JSON decode error', input: {}, ctx },
    ]);
  }
}

function readFields(request: FastifyRequest): Fields {
  const body = parseBody(request);
  if (isFields(body)) return body;
  if (body === null) throw new HttpFault(422, [missingFault(at, null)]);
  const msg = 'Input should be a valid dictionary or object to extract fields from';
  throw new HttpFault(422, [{ type: 'model_attributes_type', loc: at, msg, input: body }]);
}

function patientFaults(fields: Fields): Fault[] {
  return Object.hasOwn(fields, 'patient_id') ? checkMember(fields, 'patient_id', at, text) : [];
}

function demand(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new HttpFault(422, faults);
}
