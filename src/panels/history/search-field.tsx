/** One line to look for words in. */
import { Search, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.tsx';

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const id = useId();
  return (
    <div className="px-3 pb-2">
      <div className="field-focus flex items-center gap-1 rounded-md border border-line-strong bg-surface ps-2.5">
        <Search aria-hidden size={15} className="shrink-0 text-ink-3" />
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        <input
          id={id}
          value={value}
          placeholder={label}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value === '') return;
            // A drawer that it stands in stays open.
            event.stopPropagation();
            onChange('');
          }}
          className="min-h-9 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-ink-3"
        />
        {value !== '' && (
          <Button look="quiet" size="small" aria-label="Clear" onPress={() => onChange('')}>
            <X aria-hidden size={14} />
          </Button>
        )}
      </div>
    </div>
  );
}
