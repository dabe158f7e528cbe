/** The refusal of a property string (`net0.tag: too large`, one in each line) by member. */
export function memberErrors(key: string, text: string | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const line of text?.split('\n') ?? []) {
    if (!line.startsWith(`${key}.`)) continue
    const colon = line.indexOf(': ')
    if (colon > 0) found[line.slice(key.length + 1, colon)] = line.slice(colon + 2)
  }
  return found
}
