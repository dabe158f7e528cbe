type Rows = readonly (readonly boolean[])[]

/** Looks like a finder pattern to a reader: 1:1:3:1:1 with four light modules on one side. */
const lookalikes = ['00001011101', '10111010000']

function lineScore(line: readonly boolean[]): number {
  let score = 0
  let run = 0
  for (let index = 0; index < line.length; index += 1) {
    run = index > 0 && line[index] === line[index - 1] ? run + 1 : 1
    if (run === 5) score += 3
    else if (run > 5) score += 1
  }
  const text = line.map(Number).join('')
  for (const pattern of lookalikes) for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) score += 40
  return score
}

/** How hard a code is to read: the mask with the least is taken. */
export function penalty(rows: Rows): number {
  const size = rows.length
  let score = 0
  let dark = 0
  for (let index = 0; index < size; index += 1) {
    score += lineScore(rows[index]!) + lineScore(rows.map(row => row[index]!))
    dark += rows[index]!.filter(Boolean).length
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      const colour = rows[y]![x]
      if (colour === rows[y - 1]![x] && colour === rows[y]![x - 1] && colour === rows[y - 1]![x - 1]) score += 3
    }
  }
  return score + Math.floor(Math.abs((dark / size ** 2) * 20 - 10)) * 10
}
