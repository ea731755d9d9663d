/** The version that the site says it runs; `null` until it is read, and where it does not say. */
import { useEffect, useState } from 'react';
import { useConnections } from '../../state/connections.ts';

export function useVersion(): string | null {
  const { readVersion } = useConnections();
  const [version, setVersion] = useState<string | null>(null);
  // Asks something outside React, once the panel is opened.
  useEffect(() => {
    let isWanted = true;
    void readVersion().then((read) => isWanted && setVersion(read));
    return () => {
      isWanted = false;
    };
  }, [readVersion]);
  return version;
}
