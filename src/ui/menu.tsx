/**
 * A button that opens a short list of acts.
 *
 * The list comes after the first view. One that is asked for before opens once it is there; until
 * then the focus stays with the button.
 */
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { Ellipsis } from 'lucide-react';
import { Button } from './button.tsx';
import { later, Nothing } from './later.tsx';
import type { MenuListProps } from './menu-list.tsx';

export interface MenuProps {
  label: string;
  acts: readonly Act[];
  isReachable?: boolean;
  /** What the button shows, where it stands for itself; else three points. */
  trigger?: ReactNode;
}

export interface Act {
  readonly label: string;
  readonly onAct: () => void;
}

const MenuList = later(async () => {
  const { MenuList } = await import('./menu-list.tsx');
  return MenuList;
}, Nothing);

const starts: Partial<Record<string, MenuListProps['start']>> = {
  ArrowDown: 'first',
  ArrowUp: 'last',
};

export function Menu({ label, acts, isReachable = true, trigger }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [start, setStart] = useState<MenuListProps['start'] | null>(null);
  return (
    <>
      <Button
        ref={button}
        look={trigger ? 'secondary' : 'quiet'}
        size="small"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={start !== null}
        excludeFromTabOrder={!isReachable}
        className={trigger ? 'min-w-0' : 'px-1.5!'}
        onPress={() => setStart('first')}
        onKeyDown={(event) => {
          const start = starts[event.key];
          if (start) setStart(start);
          else event.continuePropagation();
        }}
      >
        {trigger ?? <Ellipsis aria-hidden size={16} />}
      </Button>
      {start && <MenuList {...{ label, acts, button, start }} onClose={() => setStart(null)} />}
    </>
  );
}
