import { ColonConfig } from '@quorate/schema'
import type { BulkParts } from './bulk-services.ts'

const usualWorkers = 4
const mostWorkers = 64

function numberIn(text: string | undefined, key: string, usual: number, most: number): number {
  const value = Number(ColonConfig.parse(text ?? '').get(key) ?? usual)
  return Number.isSafeInteger(value) && value >= 0 && value <= most ? value : usual
}

/** How many guests are worked on at the same time: `max_workers` of datacenter.cfg. */
export function configuredWorkers({ store }: BulkParts): number {
  return Math.max(1, numberIn(store.read('datacenter.cfg')?.text, 'max_workers', usualWorkers, mostWorkers))
}

/** seconds before the first guest is started with the node: `startall-onboot-delay` of the node's options */
export function startDelay({ store, node }: BulkParts): number {
  return numberIn(store.read(`nodes/${node}/config`)?.text, 'startall-onboot-delay', 0, 300)
}
