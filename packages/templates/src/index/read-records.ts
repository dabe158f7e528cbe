/** Records of fields, as in Debian's control files. Names of fields in lower case; a continuation keeps its line breaks. */
export type IndexRecord = ReadonlyMap<string, string>

const mostRecords = 20_000
const longestLine = 8192
const mostLines = 400

/** Pure. What is no field is passed over; `undefined` when there is more of anything than a list has. */
export function readRecords(text: string): IndexRecord[] | undefined {
  const records: Map<string, string>[] = []
  let record: Map<string, string> | undefined
  let last: string | undefined
  let lines = 0
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      record = undefined
      continue
    }
    if (!record) {
      if (records.length >= mostRecords) return undefined
      records.push((record = new Map()))
      ;[last, lines] = [undefined, 0]
    }
    lines += 1
    if (line.length > longestLine || lines > mostLines) return undefined
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) record.set(last, `${record.get(last)}\n${line.trim() === '.' ? '' : line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    last = colon > 0 ? line.slice(0, colon).toLowerCase() : undefined
    if (last !== undefined) record.set(last, line.slice(colon + 1).trim())
  }
  return records
}
