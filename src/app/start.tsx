/** Reads the site's config and puts the console, or the reason why there is none, on the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBedside } from './bedside.ts';
import { readConfig } from './config.ts';
import { Gate } from './gate.tsx';
import { StartProblem } from './start-problem.tsx';

export function start(element: HTMLElement): void {
  const root = createRoot(element);
  const render = async () => {
    try {
      const bedside = createBedside(await readConfig(location.href), location);
      root.render(
        <StrictMode>
          <Gate bedside={bedside} />
        </StrictMode>,
      );
    } catch (error) {
      root.render(<StartProblem error={error} onRetry={() => void render()} />);
    }
  };
  void render();
}
