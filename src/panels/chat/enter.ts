/** Enter sends; with Shift it breaks the line, and while a word is composed it ends the word. */
import type { KeyboardEvent } from 'react';

export function sendsByEnter({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing;
}
