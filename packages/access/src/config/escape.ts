/** Free text in a field of a colon-separated line: `%`, `:`, control characters and what is not ASCII are written as `%XX` of UTF-8. */
export function escapeField(text: string): string {
  return text.replace(/[^\x20-\x7e]|[%:]/gu, character =>
    Array.from(new TextEncoder().encode(character), byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/** Undoes `escapeField`. A `%` that starts no escape stands for itself, as a person may have written it. */
export function unescapeField(text: string): string {
  if (!text.includes('%')) return text
  const bytes: number[] = []
  for (let at = 0; at < text.length;) {
    const hex = /^%([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3))?.[1]
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16))
      at += 3
      continue
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0xfffd)
    bytes.push(...new TextEncoder().encode(character))
    at += character.length
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}
