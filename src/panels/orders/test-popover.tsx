/** The list under the search field. */
import { ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { TestOption } from './test-options.ts';

export interface TestPopoverProps {
  more: number;
  onChoose: (test: string) => void;
}

export function TestPopover({ more, onChoose }: TestPopoverProps) {
  return (
    <Popover
      placement="top start"
      className="flex w-(--trigger-width) min-w-64 flex-col overflow-hidden rounded-lg border border-line-strong bg-surface shadow-overlay"
    >
      <ListBox<TestOption> className="scroll-pane max-h-80 min-h-0 p-1 outline-none">
        {(option) => <Option option={option} onChoose={onChoose} />}
      </ListBox>
      {more > 0 && (
        <p className="border-t border-line px-3 py-1.5 text-sm text-ink-3">
          {more} more: type to narrow
        </p>
      )}
    </Popover>
  );
}

interface OptionProps {
  option: TestOption;
  onChoose: (test: string) => void;
}

function Option({ option: { id, name, isListed, facts }, onChoose }: OptionProps) {
  const words = [name, isListed ? '' : 'as written, not on the list', ...facts];
  return (
    <ListBoxItem
      id={id}
      textValue={words.filter(Boolean).join(', ')}
      onAction={() => onChoose(name)}
      className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 rounded-md px-2.5 py-1 outline-none data-focused:bg-accent-soft data-hovered:bg-sunken data-focused:data-hovered:bg-accent-soft"
    >
      <span className="min-w-0 grow wrap-anywhere">
        {isListed ? name : `Add “${name}” as written`}
        {!isListed && <span className="text-sm text-ink-3"> · not on the list</span>}
      </span>
      {facts.map((fact) => (
        <span key={fact} className="text-sm whitespace-nowrap text-ink-2">
          {fact}
        </span>
      ))}
    </ListBoxItem>
  );
}
