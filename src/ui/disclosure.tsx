/** Something more, folded away behind a button that says what it is. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components';

export interface DisclosureProps {
  label: string;
  children: ReactNode;
}

export function Disclosure({ label, children }: DisclosureProps) {
  return (
    <AriaDisclosure className="group">
      <Button
        slot="trigger"
        className="inline-flex min-h-7 cursor-pointer items-center gap-1 rounded-sm text-sm text-ink-2 data-hovered:text-ink data-hovered:underline"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className="transition-transform group-data-expanded:rotate-90"
        />
        {label}
      </Button>
      <DisclosurePanel>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
