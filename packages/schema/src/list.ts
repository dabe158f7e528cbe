/** Splits a list parameter: separated by comma, semicolon, white space or NUL; empty elements are dropped. */
export function splitList(text: string): string[] {
  const parts = text.split(/[,;\s\0]+/)
  return parts.every(part => part) ? parts : parts.filter(part => part)
}
