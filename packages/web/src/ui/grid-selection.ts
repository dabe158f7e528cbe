/** Keys selected after a click or key on one row; `range` extends from the row that was touched last. */
export function selectRow<K>(
  selected: ReadonlySet<K>,
  order: readonly K[],
  key: K,
  { range, anchor }: { readonly range: boolean; readonly anchor: K | undefined },
): ReadonlySet<K> {
  const next = new Set(selected)
  const to = order.indexOf(key)
  const from = anchor === undefined ? -1 : order.indexOf(anchor)
  if (!range || from < 0 || to < 0) {
    if (!next.delete(key)) next.add(key)
    return next
  }
  for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
  return next
}
