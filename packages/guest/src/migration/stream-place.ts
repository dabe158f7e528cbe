/** Where a stream goes to: another machine's port, or a socket of this one that leads there. */
export type StreamPlace = { readonly host: string; readonly port: number } | { readonly socket: string }

/** As QEMU's block drivers and servers want it. */
export function socketAddress(place: StreamPlace): Record<string, string> {
  return 'socket' in place ? { type: 'unix', path: place.socket } : { type: 'inet', host: place.host, port: String(place.port) }
}

/** For people. */
export function placeText(place: StreamPlace): string {
  return 'socket' in place ? 'the target' : place.host
}
