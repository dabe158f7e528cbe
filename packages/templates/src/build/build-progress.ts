/** What mmdebstrap says when it begins something, with how much of its time is over by then, in per cent. */
const stages: readonly (readonly [RegExp, number, string])[] = [
  [/^I: running apt-get update/, 1, 'reading lists of packages'],
  [/^I: downloading packages/, 8, 'downloading packages'],
  [/^I: extracting archives/, 25, 'unpacking'],
  [/^I: installing essential packages/, 30, 'installing what is essential'],
  [/^I: installing remaining packages/, 45, 'installing packages'],
  [/^I: cleaning package lists/, 92, 'cleaning up'],
  [/^I: creating tarball/, 94, 'writing the archive'],
]

/** per cent and phase; undefined: the line tells of nothing new */
export function buildStage(line: string): { percent: number; phase: string } | undefined {
  const found = stages.find(([form]) => form.test(line))
  return found && { percent: found[1], phase: found[2] }
}
