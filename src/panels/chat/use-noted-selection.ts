/**
 * What is selected in the transcript is noted for whatever can be done with it elsewhere.
 *
 * A press elsewhere may take the selection off the screen and changes nothing; one in the transcript
 * itself means something else, or nothing any more.
 */
import { useEffect, useEffectEvent } from 'react';
import { useWorkspace } from '../../state/workspace.ts';
import { repliesIn } from './replies-in.ts';

export function useNotedSelection(conversationId: string): void {
  const { selection: noted } = useWorkspace();
  const note = useEffectEvent(() => {
    const selection = getSelection();
    if (!selection || !isInTranscript(selection)) return;
    const text = selection.toString().trim();
    const touched = repliesIn(selection);
    noted.change(text === '' ? null : { conversationId, text, touched });
  });
  // A selection begins and ends anywhere, and only the page hears of it.
  useEffect(() => {
    const listen = () => note();
    document.addEventListener('selectionchange', listen);
    return () => document.removeEventListener('selectionchange', listen);
  }, []);
}

/** Both of its ends. */
function isInTranscript({ anchorNode, focusNode }: Selection): boolean {
  return [anchorNode, focusNode].every((node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element?.closest('[role="log"]') != null;
  });
}
