/** A two-way stream of bytes (a console). Node's Duplex is one. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  write(chunk: Uint8Array): boolean
  end(): unknown
  destroy(error?: Error): unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'drain' | 'close' | 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  pause(): unknown
  resume(): unknown
}
