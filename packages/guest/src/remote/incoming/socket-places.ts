import type { IncomingPlaces } from '../../migration/incoming/incoming-places.ts'
import type { TunnelFolder } from '../tunnel-folder.ts'

/** Sockets of a tunnel, in the place of ports. */
export function socketsOf(folder: TunnelFolder): IncomingPlaces {
  return {
    take: async (...streams) => ({ places: streams.map(stream => ({ socket: folder.socket(stream) })), [Symbol.dispose]: () => undefined }),
  }
}
