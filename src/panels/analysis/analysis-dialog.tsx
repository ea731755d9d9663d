/**
 * Where an analysis is asked for and read. It hangs on the console and not on the panel that opens
 * it: a panel comes and goes with the width of the window.
 */
import { useAnalyses, useAnalysesState } from '../../state/analysis-jobs.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';
import { useFocusHome } from '../../ui/use-focus-home.ts';
import { announce, kindNames } from './words.ts';

const AnalysisForm = later(async () => {
  const { AnalysisForm } = await import('./analysis-form.tsx');
  return AnalysisForm;
});

const AnalysisView = later(async () => {
  const { AnalysisView } = await import('./analysis-view.tsx');
  return AnalysisView;
});

export function AnalysisDialog() {
  const jobs = useAnalyses();
  const shown = useAnalysesState((state) => state.shown);
  const one = useAnalysesState(({ analyses }) =>
    analyses.find(({ id }) => shown?.view === 'one' && id === shown.id),
  );
  const close = () => jobs.show(null);
  return (
    <>
      <Announcer />
      <Dialog
        isOpen={shown !== null}
        onClose={close}
        title={one ? kindNames[one.request.kind] : 'Analyse'}
        width="wide"
      >
        <FocusHome />
        {shown?.view === 'new' && <AnalysisForm onCancel={close} />}
        {one && (
          <>
            <AnalysisView analysis={one} />
            {/* What is outside a dialog is not heard. */}
            <Announcer />
          </>
        )}
      </Dialog>
    </>
  );
}

/** An analysis that is removed takes the line with it that had opened the dialog. */
function FocusHome() {
  useFocusHome(findAskButton);
  return null;
}

const findAskButton = () => document.querySelector<HTMLElement>('[data-ask-analysis]');

/** Says once what is new, and moves nothing. */
function Announcer() {
  const words = useAnalysesState(({ analyses, news, opensAt }) => {
    const analysis = analyses.find(({ id }) => id === news);
    return analysis ? announce(analysis, opensAt) : '';
  });
  return (
    <div role="status" className="sr-only">
      {words}
    </div>
  );
}
