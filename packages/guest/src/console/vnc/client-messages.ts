import type { ByteQueue } from './byte-queue.ts'
import { readFormat, type PixelFormat } from './pixel-format.ts'

/** What a VNC client says once it is connected. Sizes and places are in pixels. */
export type ClientMessage =
  | { readonly kind: 'format'; readonly format: PixelFormat }
  | { readonly kind: 'encodings'; readonly encodings: readonly number[] }
  | { readonly kind: 'request'; readonly incremental: boolean }
  | { readonly kind: 'key'; readonly down: boolean; readonly keysym: number }
  | { readonly kind: 'pointer'; readonly buttons: number }
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'size'; readonly width: number; readonly height: number; readonly screens: number }
  | { readonly kind: 'nothing' }

const longestText = 1 << 20

/** The next whole message; undefined: it is not there yet. Throws on what is none. */
export function nextMessage(queue: ByteQueue): ClientMessage | undefined {
  const type = queue.peek(1)?.[0]
  switch (type) {
    case undefined:
      return undefined
    case 0: {
      const message = queue.take(20)
      return message && { kind: 'format', format: readFormat(message.subarray(4)) }
    }
    case 2: {
      const head = queue.peek(4)
      const message = head && queue.take(4 + head.readUInt16BE(2) * 4)
      if (!message) return undefined
      const encodings = Array.from({ length: message.readUInt16BE(2) }, (_, index) => message.readInt32BE(4 + index * 4))
      return { kind: 'encodings', encodings }
    }
    case 3: {
      const message = queue.take(10)
      return message && { kind: 'request', incremental: message[1] !== 0 }
    }
    case 4: {
      const message = queue.take(8)
      return message && { kind: 'key', down: message[1] !== 0, keysym: message.readUInt32BE(4) }
    }
    case 5: {
      const message = queue.take(6)
      return message && { kind: 'pointer', buttons: message[1] ?? 0 }
    }
    case 6:
      return cutText(queue)
    case 251: {
      const head = queue.peek(8)
      const message = head && queue.take(8 + (head[6] ?? 0) * 16)
      return message && { kind: 'size', width: message.readUInt16BE(2), height: message.readUInt16BE(4), screens: message[6] ?? 0 }
    }
    default:
      throw new Error(`the VNC client sent a message of the unknown type ${type}`)
  }
}

function cutText(queue: ByteQueue): ClientMessage | undefined {
  const length = queue.peek(8)?.readInt32BE(4)
  if (length === undefined) return undefined
  // Negative: a form of clipboard that was not offered.
  if (Math.abs(length) > longestText) throw new Error('the VNC client sent a text that is too long')
  const message = queue.take(8 + Math.abs(length))
  if (!message) return undefined
  return length < 0 ? { kind: 'nothing' } : { kind: 'cut', text: message.toString('latin1', 8) }
}
