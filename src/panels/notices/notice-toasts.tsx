/** A new notice, for a while, in a corner: information goes by itself, a warning when it is read. */
import { useEffect, useState } from 'react';
import type { Notice, NoticeGrade } from '../../core/notice.ts';
import type { Notices } from '../../state/notices.ts';
import { createToasts, Toasts } from '../../ui/toasts.tsx';
import { grades } from './grades.ts';

/** In milliseconds; the list keeps it. */
const shownFor = 12_000;

/** Three would hide the conversation of a phone. */
const mostShown = () => (matchMedia('(min-width: 48rem)').matches ? 3 : 1);

export function NoticeToasts({ notices }: { notices: Notices }) {
  const [queue] = useState(() => createToasts<Notice>(mostShown()));
  // Notices come from outside of React, one by one, and each passes by once.
  useEffect(
    () =>
      notices.onNew((notice) => {
        queue.add(notice, notice.grade === 'information' ? { timeout: shownFor } : {});
      }),
    [notices, queue],
  );
  return (
    <Toasts
      queue={queue}
      label="New notices"
      title={({ grade, title }) => <Title grade={grade}>{title}</Title>}
    >
      {({ text }) => text !== '' && <p className="line-clamp-3 text-ink-2">{text}</p>}
    </Toasts>
  );
}

function Title({ grade, children }: { grade: NoticeGrade; children: string }) {
  const { Icon, word, ink } = grades[grade];
  return (
    <>
      <Icon aria-hidden size={16} className={`me-2 inline shrink-0 align-[-3px] ${ink}`} />
      <span className={ink}>{word}:</span> {children}
    </>
  );
}
