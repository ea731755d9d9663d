/**
 * Makes an envelope short enough for a field that is meant for a name.
 *
 * What is long is cut, and says so where it was cut: a list ends with how many are missing, a text
 * with a mark. Its one law: ids, amounts, times and states are never cut.
 */
import type { Settlement, Step } from '../conversation.ts';
import type { Medication, PatientProfile } from '../patient-profile.ts';
import type { DataCard, DataField } from '../data-card.ts';
import { wholeCharacters } from '../../lib/whole-characters.ts';
import type { Content, Envelope } from './envelope.ts';

/** In characters. */
export const envelopeLimit = 8_000;

/** How many items of a list, and how many characters of a text; tried one after the other. */
const sizes: readonly Size[] = [
  { items: Infinity, characters: Infinity },
  ...[64, 32, 16, 8, 4, 2].map((items) => ({ items, characters: items * 20 })),
];

interface Size {
  readonly items: number;
  readonly characters: number;
}

/** As JSON. */
export function fitEnvelope(envelope: Envelope): string {
  let json = '';
  for (const size of sizes) {
    json = JSON.stringify({ ...envelope, content: shorten(envelope.content, size) });
    if (json.length <= envelopeLimit) break;
  }
  return json;
}

function shorten(content: Content, size: Size): Content {
  const cut = (words: string) => cutText(words, size);
  switch (content.kind) {
    case 'message': {
      const { profile, source } = content;
      const { assistant, backEnd, tenant, sessionId } = source;
      const names = { assistant: cut(assistant), backEnd: cut(backEnd), tenant: cut(tenant) };
      return {
        ...content,
        profile: profile && shortenProfile(profile, size),
        source: { ...source, ...names, sessionId: sessionId === null ? null : cut(sessionId) },
      };
    }
    case 'reply': {
      const { turn, steps, settlement } = content;
      return {
        ...content,
        turn:
          turn.phase === 'interrupted' && 'detail' in turn.failure
            ? { ...turn, failure: { ...turn.failure, detail: cut(turn.failure.detail) } }
            : turn,
        steps: shortenSteps(steps, size),
        settlement: settlement && shortenTests(settlement, size),
      };
    }
    case 'acknowledgement':
      return { ...content, by: cut(content.by) };
    case 'profile':
      return { ...content, profile: shortenProfile(content.profile, size) };
    case 'remark': {
      const remark = content.content;
      if (remark.kind === 'data') {
        return { ...content, content: { ...remark, card: shortenCard(remark.card, size) } };
      }
      if (remark.kind !== 'handover') return content;
      return { ...content, content: { ...remark, to: cut(remark.to), reason: cut(remark.reason) } };
    }
    case 'alert':
    case 'more':
      return content;
  }
}

/** A card says by itself that it is cut. */
function shortenCard(card: DataCard, size: Size): DataCard {
  const fields = shortenFields(card.fields, size);
  const isCut = card.isCut || size.items !== Infinity;
  return { title: cutText(card.title, size), fields, isCut };
}

function shortenFields(fields: readonly DataField[], size: Size): readonly DataField[] {
  return fields.slice(0, size.items).map(({ label, value }) => ({
    label,
    value: typeof value === 'string' ? cutText(value, size) : shortenFields(value, size),
  }));
}

function shortenProfile(profile: PatientProfile, size: Size): PatientProfile {
  const words = (list: readonly string[]) =>
    cutList(list, size, (missing) => missing).map((item) => cutText(item, size));
  const marked = (name: string): Medication => ({ name, dose: '' });
  return {
    ...profile,
    conditions: words(profile.conditions),
    allergies: words(profile.allergies),
    medications: cutList(profile.medications, size, marked).map(({ name, dose }) => ({
      name: cutText(name, size),
      dose: cutText(dose, size),
    })),
  };
}

function shortenSteps(steps: readonly Step[], size: Size): readonly Step[] {
  const [last] = steps.slice(-1);
  const marked = (name: string): Step => ({ name, agent: null, startedAt: 0, after: 0, ...times });
  const times = last && { startedAt: last.startedAt, after: last.after };
  return cutList(steps, size, marked).map((step) => ({
    ...step,
    name: cutText(step.name, size),
    agent: step.agent === null ? null : cutText(step.agent, size),
  }));
}

function shortenTests(settlement: Settlement, size: Size): Settlement {
  const tests = cutList(settlement.orderedTests, size, (missing) => missing);
  return { ...settlement, orderedTests: tests.map((test) => cutText(test, size)) };
}

function cutText(words: string, { characters }: Size): string {
  if (words.length <= characters) return words;
  return `${wholeCharacters(words.slice(0, characters))} … (cut)`;
}

function cutList<Item>(
  list: readonly Item[],
  { items }: Size,
  mark: (missing: string) => Item,
): readonly Item[] {
  if (list.length <= items) return list;
  return [...list.slice(0, items - 1), mark(`… ${list.length - items + 1} more (cut)`)];
}
