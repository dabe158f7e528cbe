export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** As `patch` knows it, below a last line that does not end. */
const unended = '\n\\ No newline at end of file'

function linesOf(text: string): readonly string[] {
  if (text === '') return []
  const lines = text.split('\n')
  const end = lines.pop()
  return end === '' ? lines : [...lines, end + unended]
}

/** More lines than this on both sides are not compared one by one: they count as replaced. */
const mostCompared = 3000

/** The differences of the middle part, by the longest common subsequence. */
function compared(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > mostCompared ** 2)
    return [...before.map(text => ({ kind: 'removed', text }) as const), ...after.map(text => ({ kind: 'added', text }) as const)]
  const width = after.length + 1
  const lengths = new Uint16Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const result: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push({ kind: 'same', text: before[i]! })
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      result.push({ kind: 'removed', text: before[i]! })
      i += 1
    } else {
      result.push({ kind: 'added', text: after[j]! })
      j += 1
    }
  }
  return result
}

/** What became of a text, line by line. A last line that does not end says so. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const same = (lines: readonly string[]) => lines.map(text => ({ kind: 'same', text }) as const)
  return [
    ...same(old.slice(0, start)),
    ...compared(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(end === 0 ? [] : old.slice(-end)),
  ]
}
