/**
 * Where a person's work is kept on this device between two loads of the page: records by name,
 * written together or not at all. What is kept there is as confidential as what is on the screen.
 */
export interface Journal {
  /** `undefined` removes a record. @throws when nothing of it could be written */
  write(changes: ReadonlyMap<string, unknown>): Promise<void>;
}
