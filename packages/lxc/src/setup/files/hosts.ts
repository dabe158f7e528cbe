import type { Changes } from '../changes.ts'
import { cardsOf } from '../network/card.ts'
import type { GuestSettings } from '../setup-types.ts'
import { outsideSection, withSection } from '../text/pve-section.ts'
import { fullName, shortName } from './names.ts'

const path = '/etc/hosts'

/** First fixed address of each family; without any, the one that stands for "this host" by custom. */
function ownAddresses(settings: GuestSettings): string[] {
  const cards = cardsOf(settings)
  const fixed = [cards.map(({ v4 }) => v4), cards.map(({ v6 }) => v6)].flatMap(addresses => {
    const found = addresses.find(({ method }) => method === 'static')
    return found?.method === 'static' ? [found.address] : []
  })
  return fixed.length ? fixed : ['127.0.1.1']
}

/** The container's own name in /etc/hosts, and localhost where nobody else says it. */
export function writeHosts(root: Changes, settings: GuestSettings): void {
  const old = root.read(path)
  const said = outsideSection(old ?? '').split('\n')
  const missing = ['127.0.0.1', '::1'].filter(address => !said.some(line => line.trim().split(/\s+/)[0] === address))
  const names = [...new Set([fullName(settings), shortName(settings)])].join(' ')
  const lines = [
    ...missing.map(address => `${address} localhost.localnet localhost`),
    ...ownAddresses(settings).map(address => `${address} ${names}`),
  ]
  root.write(path, withSection(old, lines, 'last'))
}
