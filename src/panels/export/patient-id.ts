/** The patient an export is about: never a default, never the server's own "example". */
import { safePart } from '../../core/export/file-name.ts';
import { isoDay } from '../../lib/iso-time.ts';

const longest = 64;

/** Why a bundle may not go out under this id; `null` where it may. */
export function patientIdFault(patientId: string): string | null {
  const id = patientId.trim();
  if (id === '') return 'Type the patient’s id: an export without one could end up in any record.';
  if (id.toLowerCase() === 'example') {
    return '“example” is what the server uses when nobody says who the patient is. Type the real id.';
  }
  // FHIR R4, type id: what may follow `Patient/` in a reference.
  if (!/^[A-Za-z0-9.-]+$/.test(id)) return 'An id has letters, digits, dots and hyphens only.';
  return id.length > longest ? `An id has at most ${longest} characters.` : null;
}

/** `bedside-transcript-2026-11-20-server.json`; `at` in milliseconds since 1970, the day as here. */
export function serverFileName(content: string, patientId: string | null, at: number): string {
  const parts = ['bedside', content, isoDay(at), safePart(patientId ?? ''), 'server.json'];
  return parts.filter(Boolean).join('-');
}
