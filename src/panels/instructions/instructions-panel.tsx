/** What the assistant of this conversation was told to be, where it was told anything. */
import { useShown } from '../../state/shown.ts';
import { Card } from '../../ui/card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';

export function InstructionsPanel() {
  const instructions = useShown((conversation) => conversation.instructions);
  const assistant = useShown(({ source }) => source.assistant);
  if (instructions === null) return null;
  return (
    <Card title="Instructions">
      <p className="text-sm text-ink-2">Go to {assistant} with every question.</p>
      <Disclosure label="Show them">
        <p className="mt-1 scroll-pane max-h-72 text-sm whitespace-pre-wrap wrap-anywhere">
          {instructions}
        </p>
      </Disclosure>
    </Card>
  );
}
