/**
 * The list of tests, above the box that the search field stands in.
 *
 * An option is marked by keys alone: the pointer may rest where the list opens, and Enter must not
 * take what nobody chose. The mark is an outline, which forced colours keep.
 */
import type { RefObject } from 'react';
import { ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { TestOption } from './test-options.ts';

export interface TestPopoverProps {
  more: number;
  /** What stands where no option is. */
  empty: string;
  /** It opens above this, so that it covers nothing of it. */
  box: RefObject<Element | null>;
  onChoose: (test: string) => void;
}

export function TestPopover({ more, empty, box, onChoose }: TestPopoverProps) {
  return (
    <Popover
      placement="top start"
      triggerRef={box}
      className="flex w-(--trigger-width) min-w-64 flex-col overflow-hidden rounded-lg border border-line-strong bg-surface shadow-overlay"
    >
      {/* It hangs at the end of the page, so it has to be a landmark of its own. */}
      <section aria-label="Tests on offer" className="flex min-h-0 flex-col">
        <ListBox<TestOption>
          {...markedByKeysAlone}
          renderEmptyState={() => <p className="px-2.5 py-1 text-sm text-ink-3">{empty}</p>}
          className="scroll-pane max-h-80 min-h-0 p-1 outline-none"
        >
          {(option) => <Option option={option} onChoose={onChoose} />}
        </ListBox>
        {more > 0 && (
          <p className="border-t border-line px-3 py-1.5 text-sm text-ink-3">
            {more} more: type to narrow
          </p>
        )}
      </section>
    </Popover>
  );
}

/** React Aria's combobox sets this to true for its list, and its types do not name it. */
const markedByKeysAlone = { shouldFocusOnHover: false };

/** A screen reader need not read out what somebody pasted by mistake. */
const longestSpoken = 200;

interface OptionProps {
  option: TestOption;
  onChoose: (test: string) => void;
}

function Option({ option: { id, name, standing, facts }, onChoose }: OptionProps) {
  const listed = standing === 'listed';
  const doubt = standing === 'unlisted' ? ', not on the list' : '';
  const words = [name.slice(0, longestSpoken), listed ? '' : `as written${doubt}`, ...facts];
  return (
    <ListBoxItem
      id={id}
      textValue={words.filter(Boolean).join(', ')}
      onAction={() => onChoose(name)}
      className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 rounded-md px-2.5 py-1 -outline-offset-2 data-hovered:bg-sunken data-focused:bg-accent-soft data-focused:outline-2 data-focused:outline-accent"
    >
      <span className="min-w-0 grow wrap-anywhere">
        <span title={name} className="line-clamp-2">
          {listed ? name : `Add “${name}” as written`}
        </span>
        {standing === 'unlisted' && <span className="text-sm text-ink-3">not on the list</span>}
      </span>
      {facts.map((fact) => (
        <span key={fact} className="text-sm whitespace-nowrap text-ink-2">
          {fact}
        </span>
      ))}
    </ListBoxItem>
  );
}
