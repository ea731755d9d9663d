/** What is to be said before anybody signs in: that the site is away, or has another version. */
import { useEffect } from 'react';
import type { Updates } from '../state/updates.ts';
import { useUpdates } from '../state/updates.ts';
import { PlainButton } from '../ui/plain-button.tsx';
import { Notice } from '../ui/notice.tsx';

interface StartNoteProps {
  updates: Updates;
  isConfigKept: boolean;
}

export function StartNote({ updates, isConfigKept }: StartNoteProps) {
  const { build, isReached } = useUpdates(updates);
  // Whether the site is back is asked from now on, and not only in a quarter of an hour.
  useEffect(() => {
    if (isConfigKept) void updates.check();
  }, [updates, isConfigKept]);
  if (isConfigKept && isReached !== true) return <Away />;
  if (isConfigKept) {
    return (
      <Note updates={updates}>
        The site can be reached again. Load it again, so that nothing here is of last time.
      </Note>
    );
  }
  return build === null ? null : <Note updates={updates}>A new version of Bedside is ready.</Note>;
}

function Away() {
  return (
    <Notice grade="warning" polite>
      This site cannot be reached: Bedside was opened from what this browser keeps of it. Signing in
      needs the network. Work that was kept on this device is here again once you are signed in.
    </Notice>
  );
}

function Note({ updates, children }: { updates: Updates; children: string }) {
  return (
    <Notice
      grade="information"
      polite
      action={
        <PlainButton size="small" onPress={() => updates.accept()}>
          Load it
        </PlainButton>
      }
    >
      {children}
    </Notice>
  );
}
