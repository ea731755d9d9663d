/** A button that opens a short list of acts. */
import type { ReactNode } from 'react';
import { Ellipsis } from 'lucide-react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';

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

export function Menu({ label, acts, isReachable = true, trigger }: MenuProps) {
  return (
    <MenuTrigger>
      <Button
        look={trigger ? 'secondary' : 'quiet'}
        size="small"
        aria-label={label}
        excludeFromTabOrder={!isReachable}
        className={trigger ? 'min-w-0' : 'px-1.5!'}
      >
        {trigger ?? <Ellipsis aria-hidden size={16} />}
      </Button>
      <Popover
        placement="bottom end"
        className="min-w-40 rounded-lg border border-line bg-surface p-1 shadow-overlay"
      >
        <AriaMenu aria-label={label} className="outline-none">
          {acts.map((act) => (
            <MenuItem
              key={act.label}
              onAction={act.onAct}
              className="cursor-pointer rounded-md px-3 py-1.5 text-sm outline-offset-[-2px] data-focused:bg-sunken"
            >
              {act.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
