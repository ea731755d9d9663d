/** A transcript in which words can be looked for, by a button or a key. */
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { memo, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { isAltAlone, useShortcut } from '../../ui/use-shortcut.ts';
import type { FindBarProps } from './find-bar.tsx';

const FindBar = later<FindBarProps>(async () => {
  const { FindBar } = await import('./find-bar.tsx');
  return FindBar;
});

export interface SearchableProps extends Pick<FindBarProps, 'conversation' | 'reading'> {
  children: ReactNode;
}

export function Searchable({ conversation, reading, children }: SearchableProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    place.current?.querySelector<HTMLElement>('[role=log]')?.focus();
  };
  useShortcut((event) => {
    if (!isAltAlone(event) || event.code !== 'KeyS') return false;
    setOpen(true);
    place.current?.querySelector<HTMLElement>('search input')?.focus();
    return true;
  });
  return (
    // What floats over the text goes with it where an alert leaves no room: above it is the top bar.
    <div
      ref={place}
      className="relative flex min-h-0 grow flex-col overflow-clip print:overflow-visible"
    >
      {isOpen && <FindBar {...{ conversation, reading, place }} onClose={close} />}
      {children}
      {!isOpen && conversation.exchanges.length > 0 && <FindButton setOpen={setOpen} />}
    </div>
  );
}

/** A growing reply is none of its business. */
const FindButton = memo(function FindButton({ setOpen }: { setOpen: (isOpen: boolean) => void }) {
  return (
    <Button
      size="icon"
      aria-label="Find in this conversation (Alt+S)"
      onPress={() => setOpen(true)}
      // Where there is no room beside the text, it is small and keeps to the margin that the log leaves it.
      className="absolute right-4 bottom-3 rounded-full shadow-overlay max-sm:right-1.5 max-sm:size-7 print:hidden"
    >
      <Search aria-hidden size={16} />
    </Button>
  );
});
