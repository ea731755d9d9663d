/**
 * How each element of a reply looks. One map for all paths to the screen: a settled block, the open
 * end, and react-markdown in the tests. What is not named here is drawn as the plain element.
 *
 * Headings are small and below those of the page: a reply is a part of it.
 */
import type { Components, ExtraProps } from 'hast-util-to-jsx-runtime';
import type { ComponentProps, JSX, ReactNode, Ref } from 'react';
import { Children, createContext, useContext } from 'react';
import { classNames } from '../../lib/class-names.ts';
import { CodeBlock, CodeLines } from './code-block.tsx';
import { stretchesOf } from './lines.ts';
import { Image, Link } from './link.tsx';

type Props<Tag extends keyof JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps;

/** Makes the anchors of one reply its own. */
export const PrefixContext = createContext('');

/** By the level that was written. */
const headingLooks = [
  'text-lg font-semibold',
  'text-base font-semibold',
  'text-base font-semibold text-ink-2',
  'text-sm font-semibold text-ink-2',
];

/** A reply may begin with any level; told as one of two, no level of the page is left out. */
function heading(level: number) {
  const Tag = level <= 3 ? 'h3' : 'h4';
  const look = headingLooks[Math.min(level, headingLooks.length) - 1];
  return function Heading({ children, id }: Props<'h3'>) {
    const prefix = useContext(PrefixContext);
    if (id !== undefined) {
      return (
        <Tag className="text-sm font-semibold text-ink-2" id={prefix + id}>
          {children}
        </Tag>
      );
    }
    return <Tag className={look}>{children}</Tag>;
  };
}

export const paragraphClass = 'wrap-anywhere';

function Paragraph({ children, className }: Props<'p'>) {
  const isRaw = className === 'raw-html';
  return (
    <p className={classNames(paragraphClass, isRaw && 'font-mono text-sm whitespace-pre-wrap')}>
      {children}
    </p>
  );
}

/** The maker of the tree puts line breaks between items; they are nothing to see. */
const onlyItems = (children: ReactNode) =>
  Children.toArray(children).filter((child) => child !== '\n');

/**
 * Blocks with margins, each painted by itself: a list may have hundreds of items, and a flexible box
 * would look at all of them for each that is new.
 */
const items = 'wrap-break-word';
const item = 'isolate not-first:mt-1';

interface ListProps {
  children?: ReactNode;
  className?: string | undefined;
  start?: number | undefined;
  /** Of the longest number. */
  digits?: number;
  /** With what another list has begun. */
  continues?: boolean;
  /** Nothing will be added to it. */
  isFull?: boolean;
}

export function BulletList({ children, className, continues, isFull }: ListProps) {
  const indent = isTaskList(className) ? 'pl-1' : 'list-disc pl-5';
  return (
    <ul {...partOf(continues)} className={classNames(items, indent, look(continues, isFull))}>
      {onlyItems(children)}
    </ul>
  );
}

export function NumberedList({ children, className, start, digits, continues, isFull }: ListProps) {
  const shown = onlyItems(children);
  const last = `${(start ?? 1) + shown.length - 1}`;
  const indent = isTaskList(className) ? 'pl-1' : `list-decimal ${roomFor(digits ?? last.length)}`;
  return (
    <ol
      {...partOf(continues)}
      className={classNames(items, indent, look(continues, isFull))}
      start={start}
    >
      {shown}
    </ol>
  );
}

const isTaskList = (className: string | undefined) => className === 'contains-task-list';

/** A number stands outside of its item, and would be cut off where there is no room for it. */
function roomFor(digits: number): string {
  if (digits <= 2) return 'pl-7';
  return digits <= 4 ? 'pl-12' : 'pl-24';
}

const partOf = (continues = false) => (continues ? { 'aria-label': 'List, continued' } : {});

const look = (continues = false, isFull = false) =>
  classNames(continues && 'mt-1!', isFull && 'markdown-part-40');

function Item({ children, className, id }: Props<'li'>) {
  const isTask = className === 'task-list-item';
  return (
    <li id={id} className={classNames(item, isTask && 'list-none')}>
      {children}
    </li>
  );
}

function TaskBox({ checked }: Props<'input'>) {
  return (
    <input
      type="checkbox"
      checked={checked}
      disabled
      aria-label={checked === true ? 'Done' : 'To do'}
      className="mr-1 size-3.5 align-[-2px] accent-accent"
    />
  );
}

export const tableClass = 'w-full border-separate border-spacing-0 text-sm';

interface TableProps extends Props<'table'> {
  ref?: Ref<HTMLTableElement>;
  /** What stands below it, and scrolls with it. */
  more?: ReactNode;
}

/** Scrolls by itself, by keyboard as well. No landmark: a reply may have dozens. */
export function Table({ children, ref, more }: TableProps) {
  return (
    <div
      role="group"
      aria-label="Table"
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line"
    >
      <table
        ref={ref}
        // Nobody measures its columns for paper, so there all parts have columns of one width.
        className={classNames(tableClass, more !== undefined && 'print:table-fixed')}
      >
        {children}
      </table>
      {more}
    </div>
  );
}

const cell = 'border-line px-2.5 py-1.5 text-left align-top';

function HeadCell({ children, style }: Props<'th'>) {
  return (
    <th scope="col" style={style} className={classNames(cell, 'bg-sunken font-semibold')}>
      {children}
    </th>
  );
}

function Cell({ children, style }: Props<'td'>) {
  return (
    <td style={style} className={classNames(cell, 'border-t min-w-16')}>
      {children}
    </td>
  );
}

function Quote({ children }: Props<'blockquote'>) {
  return (
    <blockquote className="flow-2.5 border-l-2 border-line-strong pl-3 text-ink-2">
      {children}
    </blockquote>
  );
}

function InlineCode({ children }: Props<'code'>) {
  return (
    // In a table it stays whole, and the table scrolls: half a code of a diagnosis is another code.
    <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em] wrap-anywhere in-[table]:wrap-break-word">
      {children}
    </code>
  );
}

function Anchor({ node, href, title, children, ...rest }: Props<'a'>) {
  const prefix = useContext(PrefixContext);
  // Only the maker of the tree sets these; nothing a model writes can.
  const { dataFootnoteRef, dataFootnoteBackref } = node?.properties ?? {};
  if (dataFootnoteRef === undefined && dataFootnoteBackref === undefined) {
    return (
      <Link address={href} title={title}>
        {children}
      </Link>
    );
  }
  const isBack = dataFootnoteBackref !== undefined;
  return (
    <a
      href={href}
      id={rest.id}
      aria-label={isBack ? rest['aria-label'] : undefined}
      aria-describedby={isBack ? undefined : `${prefix}footnote-label`}
      className="inline-block min-w-6 rounded-sm text-center text-accent underline"
    >
      {children}
    </a>
  );
}

const Footnotes = ({ children }: Props<'section'>) => (
  <section className="flow-1 border-t border-line pt-2 text-sm text-ink-2">{children}</section>
);

export const elements: Partial<Components> = {
  a: Anchor,
  blockquote: Quote,
  code: InlineCode,
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  hr: () => <hr className="border-line" />,
  img: ({ src, alt, title }: Props<'img'>) => (
    <Image address={typeof src === 'string' ? src : undefined} alt={alt} title={title} />
  ),
  input: TaskBox,
  li: Item,
  ol: NumberedList,
  p: Paragraph,
  pre: ({ node }: Props<'pre'>) => <CodeBlock {...readCode(node)} />,
  section: Footnotes,
  table: Table,
  td: Cell,
  th: HeadCell,
  ul: BulletList,
};

/** The language and the text of a code block, from its element. */
function readCode(pre: ExtraProps['node']) {
  const code = pre?.children[0];
  if (code?.type !== 'element') return { language: undefined, children: null };
  const [name] = [code.properties['className'] ?? []].flat();
  const language = typeof name === 'string' ? name.replace(/^language-/, '') : undefined;
  const text = code.children.map((child) => (child.type === 'text' ? child.value : ''));
  return { language, children: <CodeLines stretches={stretchesOf(text.join(''))} /> };
}
