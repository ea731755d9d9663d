/** The rows without the one at `index`; one always stays to write in. */
export function rowsLeft<Row>(rows: readonly Row[], index: number, emptyRow: Row): readonly Row[] {
  const left = rows.toSpliced(index, 1);
  return left.length > 0 ? left : [emptyRow];
}
