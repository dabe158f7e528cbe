import { canonicalIp } from '@quorate/schema'
import { isCdrom, isVolume, parseDrive } from '../drive-text.ts'
import type { SearchText } from './search-text.ts'

export type Term = (text: SearchText) => boolean

const netLine = /^net\d+:\s*(.*)$/gm
const addressLine = /^(?:net|ipconfig)\d+:\s*(.*)$/gm
const driveLine = /^(?:ide|sata|scsi|virtio|efidisk|tpmstate|unused|mp)\d+:\s*(.*)$|^(?:rootfs|vmstate):\s*(.*)$/gm
const osLine = /^ostype:\s*(.*)$/gm

/** Does the value of such a line fit? Most configs are settled by whether they hold `needle` at all. */
function inLines(line: RegExp, needle: string, fits: (value: string) => boolean): Term {
  return ({ keys }) => {
    if (!keys.includes(needle)) return false
    for (const match of keys.matchAll(line)) if (fits(match[1] ?? match[2] ?? '')) return true
    return false
  }
}

/** Does an option of that name fit, in a value such as `name=eth0,bridge=vmbr0`? */
function option(names: readonly string[], fits: (value: string) => boolean): (value: string) => boolean {
  return value =>
    value.split(',').some(part => {
      const at = part.indexOf('=')
      return names.includes(part.slice(0, at).trim()) && fits(part.slice(at + 1).trim())
    })
}

const macForm = /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/g

/** `BC:24:11`, `bc-24-11`, `bc2411` */
function mac(wanted: string): Term {
  const needle = /^[0-9a-f:.-]+$/.test(wanted) ? (wanted.replaceAll(/[^0-9a-f]/g, '').match(/..?/g) ?? []).join(':') : wanted
  return inLines(netLine, needle, value => (value.match(macForm) ?? []).some(address => address.includes(needle)))
}

function ip(wanted: string): Term {
  const beginning = /[.:]$/.test(wanted) && !wanted.endsWith('::')
  const address = canonicalIp(wanted)
  const fits = (given: string) => {
    const [found = ''] = given.split('/')
    return beginning ? found.startsWith(wanted) : found === wanted || (address !== undefined && canonicalIp(found) === address)
  }
  // The same IPv6 address can be written in many ways.
  return inLines(addressLine, wanted.includes(':') && !beginning ? 'ip6=' : wanted, option(['ip', 'ip6'], fits))
}

function volume(wanted: string, iso: boolean): Term {
  return inLines(driveLine, wanted, value => {
    const drive = parseDrive(value)
    if (isCdrom(drive) !== iso || !isVolume(drive.file)) return false
    const at = drive.file.indexOf(':')
    return (!iso && drive.file.slice(0, at) === wanted) || drive.file.slice(at + 1).includes(wanted)
  })
}

function vlan(wanted: string): Term {
  const tag = Number(wanted)
  const inRange = (range: string) => {
    const [from, to = from] = range.split('-').map(Number)
    return from !== undefined && to !== undefined && from <= tag && tag <= to
  }
  return inLines(
    netLine,
    '',
    value => option(['tag'], text => text === wanted)(value) || option(['trunks'], text => text.split(';').some(inRange))(value),
  )
}

const kinds: Readonly<Record<string, (wanted: string) => Term>> = {
  mac,
  ip,
  disk: wanted => volume(wanted, false),
  iso: wanted => volume(wanted, true),
  bridge: wanted =>
    inLines(
      netLine,
      wanted,
      option(['bridge'], name => name === wanted),
    ),
  vlan,
  os: wanted => inLines(osLine, wanted, value => value.startsWith(wanted)),
  notes: wanted => text => text.notes.includes(wanted),
}

function term(text: string): Term {
  const at = text.indexOf(':')
  const kind = at > 0 && Object.hasOwn(kinds, text.slice(0, at)) ? kinds[text.slice(0, at)] : undefined
  const wanted = kind ? text.slice(at + 1) : text
  return kind && wanted !== '' ? kind(wanted) : ({ keys, notes }) => keys.includes(text) || notes.includes(text)
}

/** The terms of a query; in quotes a term, or what stands behind its colon, may hold spaces. */
export function readTerms(query: string): Term[] {
  const texts = query.toLowerCase().match(/(?:"[^"]*"?|[^\s"])+/g) ?? []
  return texts
    .map(text => text.replaceAll('"', ''))
    .filter(text => text !== '')
    .map(term)
}
