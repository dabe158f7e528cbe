import type { StreamPlace } from '../stream-place.ts'
import { takePorts } from '../take-ports.ts'

/** Where streams of a migration are taken in. Nobody else is given the same until the answer is disposed of. */
export interface IncomingPlaces {
  take(...streams: readonly ('images' | 'disks' | 'memory' | 'trees')[]): Promise<Disposable & { readonly places: readonly StreamPlace[] }>
}

/** Ports of an address of this node. */
export function portsOf(host: string): IncomingPlaces {
  return {
    async take(...streams) {
      const taken = await takePorts(host, streams.length)
      return { places: taken.ports.map(port => ({ host, port })), [Symbol.dispose]: () => taken[Symbol.dispose]() }
    },
  }
}
