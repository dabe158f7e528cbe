/** What was typed, sorted. */
export interface Typed {
  /** For the guest. */
  readonly sent: Uint8Array
  /** The user wants to leave; what he typed after that is for nobody. */
  readonly leaves: boolean
}

/** Sorts what is typed on a console. */
export type KeySorter = (bytes: Uint8Array) => Typed

/** The byte of a control key by its letter or sign: `O` → what Ctrl-O sends. */
export const controlByte = (key: string): number => key.toUpperCase().charCodeAt(0) & 0x1f

/** One key leaves, at once. */
export function leaveAt(key: number): KeySorter {
  return bytes => {
    const end = bytes.indexOf(key)
    return end === -1 ? { sent: bytes, leaves: false } : { sent: bytes.subarray(0, end), leaves: true }
  }
}

const q = 0x71

/** This key and then `q` leaves; the key twice is the key once; before anything else it counts as typed. */
export function leaveAfter(key: number): KeySorter {
  let pressed = false
  return bytes => {
    const sent: number[] = []
    for (const byte of bytes) {
      if (!pressed && byte === key) {
        pressed = true
        continue
      }
      if (pressed && byte === q) return { sent: Uint8Array.from(sent), leaves: true }
      if (pressed) sent.push(key)
      if (!pressed || byte !== key) sent.push(byte)
      pressed = false
    }
    return { sent: Uint8Array.from(sent), leaves: false }
  }
}
