/** Where what is to be read comes from, and what of it leaves this device, before it does. */
import type { AskedSubject } from '../../core/asked-analysis.ts';
import { useAnalyses } from '../../state/analysis-jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { RadioOption } from '../../ui/radio-group.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ChosenSubject, Missing } from './use-subject.ts';
import { formatCount } from './words.ts';

export function SubjectChoice({ chosen }: { chosen: ChosenSubject }) {
  const { subject, whole, missing } = chosen;
  const isOfConversation = subject.kind === 'conversation';
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label="What to read"
        value={subject.kind}
        options={optionsOf(chosen)}
        onChange={(kind) => chosen.choose(kind)}
      />
      {subject.kind === 'pasted' && (
        <TextField
          label="Text to analyse"
          isMultiline
          value={subject.text}
          onChange={(text) => chosen.paste(text)}
        />
      )}
      {isOfConversation && missing && <NotWhole missing={missing} />}
      {isOfConversation && !missing && whole.lines === 0 && (
        <Notice grade="information">Nothing was said in this conversation yet.</Notice>
      )}
      {isSendable(chosen) && <WhatIsSent chosen={chosen} />}
    </div>
  );
}

/** Whether what is chosen is there to be sent, however long it is. */
function isSendable({ subject, missing, whole }: ChosenSubject): boolean {
  return subject.kind !== 'conversation' || (!missing && whole.lines > 0);
}

/** Half a conversation would be taken for the whole of it. */
function NotWhole({ missing: { isReading, readAll } }: { missing: Missing }) {
  return (
    <Notice
      grade="information"
      polite
      action={
        readAll && (
          <Button size="small" isBusy={isReading} onPress={readAll}>
            {isReading ? 'Reading …' : 'Read all of it'}
          </Button>
        )
      }
    >
      {readAll
        ? 'Only the latest messages of this conversation have been read from the history so far.'
        : 'This conversation is not here yet: the history has not given it.'}
    </Notice>
  );
}

function optionsOf({
  whole,
  selection,
}: ChosenSubject): readonly RadioOption<AskedSubject['kind']>[] {
  const start = selection.length > 50 ? `${selection.slice(0, 49)}…` : selection;
  return [
    {
      value: 'conversation',
      label: 'This conversation',
      description: `${formatCount(whole.lines, 'line')}, each with its speaker`,
    },
    ...(selection === ''
      ? []
      : [{ value: 'selection', label: 'The selected text', description: `“${start}”` } as const]),
    { value: 'pasted', label: 'Other text', description: 'Pasted or typed, from anywhere' },
  ];
}

function WhatIsSent({ chosen }: { chosen: ChosenSubject }) {
  const { service, textLimit } = useAnalyses();
  const { subject, excess, isLatestOnly, latest } = chosen;
  if (excess > 0) return <TooLong chosen={chosen} textLimit={textLimit} />;
  const size = formatCount(subject.text.length, 'character');
  const part = isLatestOnly && subject.kind === 'conversation';
  return (
    <div className="text-sm text-ink-2">
      <p>
        {subject.text === '' ? 'What you write is' : <b className="text-ink">{size} are</b>} sent to{' '}
        <b className="text-ink">{service}</b>, where a language model reads it. Nothing else goes
        along.
        {part && ` The first ${formatCount(latest.leftOut, 'line')} are left out.`}
      </p>
      {subject.kind !== 'pasted' && (
        <Disclosure label="Show what is sent">
          <ScrollPane
            label="What is sent"
            className="mt-1 max-h-48 rounded-md border border-line bg-sunken px-3 py-2"
          >
            <p className="wrap-anywhere whitespace-pre-wrap">{subject.text}</p>
          </ScrollPane>
        </Disclosure>
      )}
    </div>
  );
}

function TooLong({ chosen, textLimit }: { chosen: ChosenSubject; textLimit: number }) {
  const { subject, latest } = chosen;
  const canShorten = subject.kind === 'conversation' && latest.lines > 0;
  return (
    <Notice
      grade="warning"
      polite
      action={
        canShorten && (
          <Button size="small" onPress={() => chosen.sendLatestOnly()}>
            Only the latest {formatCount(latest.lines, 'line')}
          </Button>
        )
      }
    >
      Too long: {formatCount(subject.text.length, 'character')}, and the service takes{' '}
      {textLimit.toLocaleString('en')}. {canShorten ? 'Send a part of it.' : 'Shorten it.'}
    </Notice>
  );
}
