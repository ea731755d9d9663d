/** Reads the site's config and puts the console, or the reason why there is none, on the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { createBedside } from './bedside.ts';
import { keepShell } from '../net/offline-shell.ts';
import { findConfig } from './find-config.ts';
import { Gate } from './gate.tsx';
import { openUpdates } from './open-updates.ts';
import { StartProblem } from './start-problem.tsx';
import { whenIdle } from '../ui/when-idle.ts';

export function start(element: HTMLElement): void {
  const root = createRoot(element);
  const updates = openUpdates(location);
  const render = async () => {
    try {
      const bedside = await createBedside(await findConfig(location.href), updates, location);
      whenIdle(() => void keepShell());
      root.render(
        <StrictMode>
          {/* Else the words and arrow keys of React Aria would follow the browser's language. */}
          <I18nProvider locale="en-US">
            <Gate bedside={bedside} />
          </I18nProvider>
        </StrictMode>,
      );
    } catch (error) {
      root.render(<StartProblem error={error} onRetry={() => void render()} />);
    }
  };
  void render();
}
