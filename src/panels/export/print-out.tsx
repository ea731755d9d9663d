/**
 * What the browser prints, from the button or by its own command: the record, not the screen.
 *
 * The sheet is there only while it is printed. Its one law: nothing is printed while the screen is
 * locked.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useCaseFile } from '../../state/case-file.ts';
import { HandoverSheet } from './handover-sheet.tsx';
import { PrintSheet } from './print-sheet.tsx';

export interface PrintWish {
  readonly form: 'print' | 'handover';
  readonly patientId: string | null;
}

export interface PrintOutProps {
  isDemo: boolean;
  /** What was asked for; `null` for the browser's own command. */
  wish: PrintWish | null;
  /** It is printed, or was not wanted after all. */
  onDone: () => void;
}

export function PrintOut({ isDemo, wish, onDone }: PrintOutProps) {
  const [madeAt, setMadeAt] = useState<number | null>(null);
  const prepare = useEffectEvent(() => {
    if (document.querySelector('body > [data-cover]')) return;
    flushSync(() => setMadeAt(Date.now()));
  });
  const finish = useEffectEvent(() => {
    setMadeAt(null);
    onDone();
  });
  // The browser says when it prints, and does not wait.
  useEffect(() => {
    const begin = () => prepare();
    const end = () => finish();
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  if (madeAt === null) return null;
  return <Sheet {...{ isDemo, madeAt, form: 'print', patientId: null, ...wish }} />;
}

interface SheetProps extends PrintWish {
  isDemo: boolean;
  madeAt: number;
}

function Sheet({ form, patientId, isDemo, madeAt }: SheetProps) {
  const file = useCaseFile({ patientId, isDemo, madeAt });
  return createPortal(
    <div data-print-sheet="">
      {form === 'handover' ? <HandoverSheet file={file} /> : <PrintSheet file={file} />}
    </div>,
    document.body,
  );
}
