/** What one change made of a list of tags, made of the list that is there now: what others added or took away stays so. */
export function mergeTags(now: readonly string[], from: readonly string[], to: readonly string[]): readonly string[] {
  const added = to.filter(tag => !from.includes(tag) && !now.includes(tag))
  return [...now.filter(tag => !from.includes(tag) || to.includes(tag)), ...added]
}
