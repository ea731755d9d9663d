/** A way for what stands in the transcript to put words into the composer, for a person to look at. */
import { createContext, useContext } from 'react';

/** Adds a text to the question that is being written, and goes there. Sends nothing. */
export type Compose = (text: string) => void;

export const ComposeContext = createContext<Compose | null>(null);

/** `null` where nothing can be written, as in a conversation that has ended. */
export function useCompose(): Compose | null {
  return useContext(ComposeContext);
}
