import type { LiveEvent } from './protocol.ts'

/** Cuts server-sent events out of a text that comes in pieces. */
export class EventFrames {
  #rest = ''

  take(piece: string): LiveEvent[] {
    const frames = (this.#rest + piece).split('\n\n')
    this.#rest = frames.pop() ?? ''
    return frames.map(read).filter(event => event !== undefined)
  }
}

function read(frame: string): LiveEvent | undefined {
  const fields = new Map<string, string>()
  for (const line of frame.split('\n')) {
    const colon = line.indexOf(': ')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2))
  }
  const type = fields.get('event')
  const data = fields.get('data')
  if (type === undefined || data === undefined) return undefined
  return { id: fields.get('id') ?? '', type: type as LiveEvent['type'], data: JSON.parse(data) }
}
