/** The acts of a menu. Loaded after the first view; `Menu` is the way to it. */
import type { RefObject } from 'react';
import { Menu as AriaMenu, MenuItem, Popover } from 'react-aria-components';
import type { MenuProps } from './menu.tsx';

export interface MenuListProps extends Pick<MenuProps, 'label' | 'acts'> {
  /** The button that it hangs from, and that gets the focus back. */
  button: RefObject<HTMLButtonElement | null>;
  /** The act that gets the focus. */
  start: 'first' | 'last';
  onClose: () => void;
}

export function MenuList({ label, acts, button, start, onClose }: MenuListProps) {
  return (
    <Popover
      isOpen
      trigger="MenuTrigger"
      triggerRef={button}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      className="max-w-[calc(100vw-1.5rem)] min-w-40 rounded-lg border border-line bg-surface p-1 shadow-overlay"
    >
      <AriaMenu aria-label={label} autoFocus={start} onClose={onClose} className="outline-none">
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
  );
}
