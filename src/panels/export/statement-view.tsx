/** What a record contains and what it leaves out, said before it is made. */
export interface StatementViewProps {
  contains: string;
  leavesOut: string;
}

export function StatementView({ contains, leavesOut }: StatementViewProps) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
      <dt className="font-medium">Contains</dt>
      <dd className="text-ink-2">{contains}</dd>
      <dt className="font-medium">Leaves out</dt>
      <dd className="text-ink-2">{leavesOut}</dd>
    </dl>
  );
}
