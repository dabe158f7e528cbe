import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { cardsOf, isGone, type Card } from './card.ts'
import { methodOf, stanzaOptions, type Family, type InterfacesDialect } from './interfaces-options.ts'
import {
  appendStanza,
  autoNames,
  dropStanzas,
  ifaceOf,
  insertAfter,
  insertBefore,
  parseInterfaces,
  renderInterfaces,
  type Stanza,
} from './interfaces-text.ts'

const path = '/etc/network/interfaces'

function dropGone(stanzas: Stanza[], settings: GuestSettings): void {
  const gone = new Set(stanzas.flatMap(autoNames).filter(name => isGone(name, settings)))
  for (const stanza of stanzas) {
    const names = autoNames(stanza)
    if (names.some(name => gone.has(name))) stanza.head = ['auto', ...names.filter(name => !gone.has(name))].join(' ')
  }
  dropStanzas(stanzas, stanza => stanza.head === 'auto' || gone.has(ifaceOf(stanza)?.name ?? ''))
}

function familiesOf({ v4, v6 }: Card): Family[] {
  if (v6.method === 'none') return ['inet']
  return v4.method === 'none' ? ['inet6'] : ['inet', 'inet6']
}

function isOf(stanza: Stanza, card: Card, family?: Family): boolean {
  const iface = ifaceOf(stanza)
  return iface?.name === card.name && (family === undefined || iface.family === family)
}

/**
 * The first stanza of a card's family. Where there is none, one of a family that the card has no more becomes it, or it is
 * made: IPv4 before IPv6.
 */
function stanzaOf(stanzas: Stanza[], card: Card, family: Family): Stanza {
  const families = familiesOf(card)
  const found = stanzas.find(stanza => isOf(stanza, card, family))
  if (found) return found
  const left = stanzas.find(stanza => isOf(stanza, card) && !families.some(each => isOf(stanza, card, each)))
  if (left) return Object.assign(left, { body: [] })
  const head = `iface ${card.name} ${family} manual`
  const at = stanzas.findLastIndex(stanza => isOf(stanza, card))
  if (at < 0) return appendStanza(stanzas, head)
  return family === 'inet'
    ? insertBefore(
        stanzas,
        stanzas.findIndex(stanza => isOf(stanza, card)),
        head,
      )
    : insertAfter(stanzas, at, head)
}

function setCard(stanzas: Stanza[], card: Card, dialect: InterfacesDialect): void {
  const families = familiesOf(card)
  for (const family of families) {
    const stanza = stanzaOf(stanzas, card, family)
    stanza.head = `iface ${card.name} ${family} ${methodOf(family, card, dialect)}`
    stanza.body = stanzaOptions(stanza.body, card, family, dialect)
  }
  dropStanzas(stanzas, stanza => isOf(stanza, card) && !families.some(family => isOf(stanza, card, family)))
  if (stanzas.some(stanza => autoNames(stanza).includes(card.name))) return
  const first = stanzas.findIndex(stanza => isOf(stanza, card))
  stanzas.splice(first, 0, { head: `auto ${card.name}`, body: [], gap: [] })
}

/** The network in /etc/network/interfaces: our cards' stanzas as the config says, everything else as it is. */
export function writeInterfaces(root: Changes, settings: GuestSettings, dialect: InterfacesDialect = { program: 'ifupdown' }): void {
  const stanzas = parseInterfaces(root.read(path) ?? '')
  dropGone(stanzas, settings)
  if (!stanzas.some(stanza => ifaceOf(stanza)?.name === 'lo')) {
    appendStanza(stanzas, 'auto lo')
    stanzas.push({ head: 'iface lo inet loopback', body: [], gap: [] })
  }
  for (const card of cardsOf(settings)) setCard(stanzas, card, dialect)
  root.write(path, renderInterfaces(stanzas))
}
