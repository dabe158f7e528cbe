const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)=/

/** The name that a line of a shell file assigns to. */
export function variableOf(line: string): string | undefined {
  return assignment.exec(line)?.[1]
}

/**
 * A file of `NAME=value` lines in which these lines take the place of whatever `owned` names had. Comments and other
 * variables keep their place.
 */
export function withVariables(text: string | undefined, owned: ReadonlySet<string>, lines: readonly string[]): string {
  const old = (text ?? '').replace(/\r/g, '').split('\n')
  if (old.at(-1) === '') old.pop()
  const isOwned = (line: string) => owned.has(variableOf(line) ?? '')
  const at = old.findIndex(isOwned)
  const rest = old.filter(line => !isOwned(line))
  rest.splice(at < 0 ? rest.length : at, 0, ...lines)
  return rest.length ? `${rest.join('\n')}\n` : ''
}
