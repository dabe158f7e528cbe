const encoder = new TextEncoder()

/** The first frame of a terminal: who opens it. */
export const loginFrame = (user: string, ticket: string): string => `${user}:${ticket}\n`
export const resizeFrame = (columns: number, rows: number): string => `1:${columns}:${rows}:`
export const pingFrame = '2'

/** At most so many characters go in one frame. */
const mostCharacters = 4096

/** Typed or pasted text as frames. Their lengths are bytes; no character is torn. */
export function inputFrames(text: string): readonly string[] {
  const frames: string[] = []
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + mostCharacters)
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to -= 1
    const part = text.slice(from, to)
    frames.push(`0:${encoder.encode(part).length}:${part}`)
    from = to
  }
  return frames
}

/** The last words of a session whose program is over, or whose container is. */
export const saysFarewell = (tail: string): boolean => /has ended(?:\.|: open it again\.)\s*$/.test(tail)
