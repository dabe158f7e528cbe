/** What was typed into a field between two looks at it: some characters erased at its end, then others added. */
export function textChange(before: string, after: string): { readonly erased: number; readonly typed: string } {
  const [old, now] = [[...before], [...after]]
  let same = 0
  while (same < old.length && same < now.length && old[same] === now[same]) same += 1
  return { erased: old.length - same, typed: now.slice(same).join('') }
}
