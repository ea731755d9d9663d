/**
 * The entries of a bundle while it is made: each with an address of its own, by which others refer to
 * it.
 *
 * Its one law: a reference is given out only for what is in the bundle.
 */
export interface Resource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

export interface Reference {
  readonly reference: string;
  readonly display?: string;
  readonly identifier?: { readonly value: string };
}

export interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

export class Entries {
  readonly list: Entry[] = [];
  readonly #newUuid: () => string;

  constructor(newUuid: () => string) {
    this.#newUuid = newUuid;
  }

  /** @param id of the resource, where it has one of its own */
  add({ resourceType, ...elements }: Resource, id?: string): Reference {
    const uuid = this.#newUuid();
    const fullUrl = `urn:uuid:${uuid}`;
    this.list.push({ fullUrl, resource: { resourceType, id: id ?? uuid, ...elements } });
    return { reference: fullUrl };
  }
}
