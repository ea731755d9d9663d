/** The case and the tests on offer, by TanStack Query. */
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type { CaseBackend } from '../../core/backend.ts';
import { useWorkspace } from '../workspace.ts';

export const caseKeys = {
  all: ['case'],
  summary: ['case', 'summary'],
  tests: ['case', 'tests'],
} as const;

const caseQuery = (backend: CaseBackend) =>
  queryOptions({
    queryKey: caseKeys.summary,
    queryFn: ({ signal }) => backend.readCase(signal),
  });

const testsQuery = (backend: CaseBackend) =>
  queryOptions({
    queryKey: caseKeys.tests,
    queryFn: ({ signal }) => backend.readTests(signal),
  });

/** Only for panels that are shown where a back end fills the case role. */
function useCaseBackend(): CaseBackend {
  const { caseRecord } = useWorkspace();
  if (!caseRecord) throw new Error('No back end of this workspace has a case');
  return caseRecord;
}

export function useCase() {
  return useQuery(caseQuery(useCaseBackend()));
}

export function useTests() {
  return useQuery(testsQuery(useCaseBackend()));
}

/** What is known of the case now; `null` where nobody has one, or it is not read. */
export function useKnownCase(): string | null {
  const { caseRecord } = useWorkspace();
  const { data } = useQuery({
    queryKey: caseKeys.summary,
    queryFn: caseRecord ? ({ signal }) => caseRecord.readCase(signal) : skipToken,
  });
  return data?.summary ?? null;
}
