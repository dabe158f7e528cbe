/**
 * A guest's description stands in its config as comment lines, one for each line of text. Control characters, `%`, `:`
 * and everything beyond ASCII are percent-encoded as UTF-8, so that any text survives in a file of plain lines.
 */
const special = /[\x00-\x1f%:\x7f-\u{10ffff}]+/gu
const escaped = /(?:%[0-9a-fA-F]{2})+/g
const bytes = new TextEncoder()
const utf8 = new TextDecoder()

/** Texts to stand behind `#`, one for each line. */
export function descriptionLines(text: string): string[] {
  if (text === '') return []
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map(encodeText)
}

export function encodeText(text: string): string {
  return text.replace(special, part =>
    Array.from(bytes.encode(part), byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

export function decodeText(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(escaped, part => utf8.decode(Uint8Array.from(part.slice(1).split('%'), pair => Number.parseInt(pair, 16))))
}
