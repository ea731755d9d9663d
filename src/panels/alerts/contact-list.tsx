/** Whom to call, as the alert's text says: each number to dial, and to copy. */
import { Check, Copy, MessageSquareText, Phone } from 'lucide-react';
import { useState } from 'react';
import type { Contact } from '../../core/alert-contacts.ts';
import { findContacts } from '../../core/alert-contacts.ts';
import { Button } from '../../ui/button.tsx';

export interface ContactListProps {
  /** What the service has said so far. */
  text: string;
  isWhole: boolean;
}

export function ContactList({ text, isWhole }: ContactListProps) {
  const contacts = findContacts(text, isWhole);
  const [outcome, setOutcome] = useState<{ href: string; copied: boolean } | null>(null);
  const copy = ({ href, number }: Contact) =>
    navigator.clipboard.writeText(number).then(
      () => setOutcome({ href, copied: true }),
      () => setOutcome({ href, copied: false }),
    );
  return (
    <div>
      {contacts.length > 0 && (
        <ul aria-label="Emergency contacts" className="flex flex-wrap gap-1.5">
          {contacts.map((contact) => (
            <li key={contact.href} className="flex max-w-full min-w-0">
              <ContactLink contact={contact} />
              <Button
                size="icon"
                className="shrink-0 rounded-l-none! border-l-0!"
                aria-label={`Copy ${contact.number}`}
                onPress={() => void copy(contact)}
              >
                {outcome?.copied && outcome.href === contact.href ? (
                  <Check aria-hidden size={15} />
                ) : (
                  <Copy aria-hidden size={15} />
                )}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="text-sm text-ink-2">
        {outcome && (outcome.copied ? 'Number copied' : 'The browser did not allow copying')}
      </p>
    </div>
  );
}

function ContactLink({ contact: { href, number, label } }: { contact: Contact }) {
  const Icon = href.startsWith('sms:') ? MessageSquareText : Phone;
  return (
    <a
      href={href}
      className="inline-flex min-h-9 min-w-0 items-center gap-1.5 rounded-l-md border border-line-strong bg-surface px-2.5 text-sm text-ink hover:bg-sunken"
    >
      <Icon aria-hidden size={15} className="shrink-0" />
      <b className="shrink-0 whitespace-nowrap">{number}</b>
      <span className="truncate text-ink-2" title={label}>
        {label}
      </span>
    </a>
  );
}
