/** FHIR bundles made by the server. Mutations, never retried: each is an act of a person. */
import { useMutation } from '@tanstack/react-query';
import type { ExportBackend, FhirBundle, TranscriptLine } from '../../core/backend.ts';
import { useWorkspace } from '../workspace.ts';

export type ExportRequest =
  | { content: 'transcript'; patientId: string; lines: readonly TranscriptLine[] }
  | { content: 'orders'; patientId: string; tests: readonly string[] };

export function useFhirExport() {
  const { exports } = useWorkspace();
  return useMutation({ mutationFn: (request: ExportRequest) => makeBundle(exports, request) });
}

async function makeBundle(
  backend: ExportBackend | null,
  request: ExportRequest,
): Promise<FhirBundle> {
  if (!backend) throw new Error('No back end of this workspace makes exports');
  return request.content === 'transcript'
    ? backend.exportTranscript(request.patientId, request.lines)
    : backend.exportOrders(request.patientId, request.tests);
}
