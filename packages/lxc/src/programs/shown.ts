const longest = 300

/** A name that somebody chose, in a line for people: quoted, of one line, and not too long. */
export function shown(text = ''): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text)
}
