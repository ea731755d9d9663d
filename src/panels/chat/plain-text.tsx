/**
 * A reply's words as plain text, paragraph by paragraph, so that a growing reply draws again only
 * the paragraph that grows. What looks like markup is shown as it was sent.
 */
import { memo } from 'react';

export function PlainText({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const paragraphs = text === '' ? [] : text.split(/\n{2,}/);
  return (
    <div className="mt-1 flex flex-col gap-2.5">
      {paragraphs.map((paragraph, index) => (
        // Paragraphs are only ever added at the end, so their place names them.
        <Paragraph
          key={index}
          text={paragraph}
          isGrowing={isStreaming && index === paragraphs.length - 1}
        />
      ))}
    </div>
  );
}

const Paragraph = memo(function Paragraph({
  text,
  isGrowing,
}: {
  text: string;
  isGrowing: boolean;
}) {
  return (
    <p className="wrap-anywhere whitespace-pre-wrap">
      {text}
      {isGrowing && (
        <span
          aria-hidden
          className="ml-0.5 inline-block h-4 w-2 rounded-[1px] bg-accent align-[-2px] motion-safe:animate-pulse"
        />
      )}
    </p>
  );
});
