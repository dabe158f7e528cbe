/** A text in lines of at most `width` characters, broken behind spaces, commas and semicolons where there are any. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const piece = rest.slice(0, width + 1)
    const at = Math.max(piece.lastIndexOf(' '), piece.slice(0, width).lastIndexOf(',') + 1, piece.slice(0, width).lastIndexOf(';') + 1)
    const cut = at > 0 ? at : width
    lines.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...lines, rest]
}
