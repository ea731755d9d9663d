/** What stands in the place of a conversation that is not there, or not yet. */
import { explainError } from '../../core/explain-error.ts';
import type { KeptReading } from '../../state/kept-conversation.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Reading } from './kept-transcript.tsx';

export function Nowhere({ reading }: { reading: KeptReading }) {
  if (reading.phase === 'reading') return <Reading />;
  return (
    <div className="grid min-h-0 grow place-items-center p-4">
      <div className="flex max-w-md flex-col items-center gap-3 text-center">
        {reading.phase === 'failed' ? <Failed {...reading} /> : <Absent />}
      </div>
    </div>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <h2 className="text-base font-semibold">The conversation could not be read</h2>
      <Notice grade="problem" polite className="text-left">
        {explainError(error)} Nothing of it was lost.
      </Notice>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="primary" autoFocus onPress={retry}>
          Try again
        </Button>
        <ToPresent />
      </div>
    </>
  );
}

/** The focus goes there, lest it be missed. */
function Absent() {
  const { history } = useWorkspace();
  return (
    <>
      <h2 className="text-base font-semibold">No conversation here</h2>
      <p role="status" className="text-ink-2">
        The address of this page names a conversation that is not on this device
        {history && ', nor in the history of this site'}. The address may be cut, or what was kept
        here was removed when somebody signed out. Nothing else was lost.
      </p>
      <ToPresent autoFocus />
    </>
  );
}

export function ToPresent({ autoFocus = false }: { autoFocus?: boolean }) {
  const { view } = useWorkspace();
  return (
    <Button
      look={autoFocus ? 'primary' : 'secondary'}
      autoFocus={autoFocus}
      onPress={() => view.show(null)}
    >
      Back to the present one
    </Button>
  );
}
