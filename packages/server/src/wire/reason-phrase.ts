import { http } from '@quorate/host/http'

const longest = 400

/**
 * What goes on the status line: the first line of a message, in Latin-1, without control characters, so that no text can
 * begin a header of its own.
 */
export function reasonPhrase(status: number, message: string): string {
  const line = message.trimStart().split(/[\r\n]/, 1)[0] ?? ''
  const text = line
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .replaceAll(/[^\u0000-\u00ff]/gu, '?')
    .slice(0, longest)
    .trim()
  return text || (http.STATUS_CODES[status] ?? 'Error')
}
