/**
 * What the assistant did on the way to its reply, stage by stage, with the time each took.
 *
 * While it works the stage it is at is counted; afterwards the stages fold away behind their sum.
 */
import { Check, LoaderCircle } from 'lucide-react';
import type { Exchange } from '../../core/conversation.ts';
import type { Stage } from '../../core/steps.ts';
import { stagesOf, timeSteps } from '../../core/steps.ts';
import { formatDuration } from '../../lib/format-time.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useNow } from '../../ui/use-now.ts';

export function Steps({ exchange }: { exchange: Exchange }) {
  const steps = timeSteps(exchange);
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return null;
  if (last.endedAt === null) return <Strip stages={stagesOf(steps)} />;
  return (
    <Disclosure
      label={`${steps.length} ${steps.length === 1 ? 'step' : 'steps'} in ${formatDuration(last.endedAt - first.startedAt)}`}
    >
      <ol className="mb-1 grid grid-cols-[auto_auto_1fr] gap-x-4 text-xs text-ink-2">
        {steps.map(({ name, agent, startedAt, endedAt }, index) => (
          <li key={index} className="col-span-3 grid grid-cols-subgrid">
            <span>{name}</span>
            <span className="text-ink-3">{agent}</span>
            <span>{endedAt !== null && formatDuration(endedAt - startedAt)}</span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}

/** Stages one after another, the present one last. */
function Strip({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol aria-label="Steps" className="my-1 flex flex-wrap gap-1 text-xs">
      {stages.map((stage) =>
        stage.endedAt === null ? (
          <PresentStage key={`${stage.startedAt} ${stage.name}`} {...stage} />
        ) : (
          <li
            key={`${stage.startedAt} ${stage.name}`}
            className="inline-flex items-center gap-1 rounded-full bg-sunken px-2 py-0.5 text-ok"
          >
            <Check aria-label="Done" size={12} strokeWidth={3} />
            {stage.name}
          </li>
        ),
      )}
    </ol>
  );
}

function PresentStage({ name, detail, startedAt }: Stage) {
  const seconds = Math.max(0, Math.floor((useNow(1000) - startedAt) / 1000));
  return (
    <li className="inline-flex items-center gap-1 rounded-full bg-accent-soft px-2 py-0.5 font-semibold text-accent">
      <LoaderCircle aria-label="Working" size={12} className="motion-safe:animate-spin" />
      {name}
      {(detail !== null || seconds >= 1) && (
        <span className="font-normal">
          {detail} {seconds >= 1 && `${seconds} s`}
        </span>
      )}
    </li>
  );
}
