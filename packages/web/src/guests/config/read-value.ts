import { splitMembers, type Members } from './split-members.ts'
import type { Word } from './word.ts'

/** A value for people: what it is, and what else is worth knowing. */
export interface Reading {
  readonly main: Word
  readonly facts: readonly Word[]
}

const on = (value: string | undefined) => value === '1' || value === 'on' || value === 'yes' || value === 'true'
const only = (facts: readonly (Word | undefined | false | '')[]): readonly Word[] =>
  facts.filter((fact): fact is Word => fact !== undefined && fact !== false && fact !== '')

/** `local:iso/debian.iso` → debian.iso; everything else as it is. */
const fileName = (volume: string) => volume.replace(/^[^:/]+:(?:iso|import|snippets|vztmpl)\//, '')

const sizeUnits: Readonly<Record<string, string>> = { '': 'B', K: 'KiB', M: 'MiB', G: 'GiB', T: 'TiB' }

/** `32G` → 32 GiB */
export const readSize = (size: string) =>
  size.replace(/^([\d.]+)([KMGT]?)$/, (_, number: string, unit: string) => `${number} ${sizeUnits[unit]}`)

function readDrive(text: string): Reading {
  const { '': file = '', ...m } = splitMembers(text, 'file')
  if (file === 'none') return { main: { say: /*i18n*/ 'No medium' }, facts: [] }
  if (file === 'cdrom') return { main: { say: /*i18n*/ 'Drive of the host' }, facts: [] }
  if (/(?:^|[:/-])(?:vm-\d+-)?cloudinit(?:\.\w+)?$/.test(file)) return { main: { say: /*i18n*/ 'Cloud-init' }, facts: [file] }
  if (m.media === 'cdrom') return { main: fileName(file), facts: only([m.size && readSize(m.size)]) }
  return {
    main: m.size === undefined ? file : readSize(m.size),
    facts: only([
      m.size !== undefined && file,
      m.cache !== undefined && { choice: ['scsi', 'cache', m.cache] },
      m.discard === 'on' && { say: /*i18n*/ 'Discard' },
      on(m.ssd) && { say: /*i18n*/ 'SSD' },
      on(m.iothread) && { say: /*i18n*/ 'I/O thread' },
      on(m.ro) && { say: /*i18n*/ 'Read only' },
      m.backup !== undefined && !on(m.backup) && { say: /*i18n*/ 'No backup' },
      m.replicate !== undefined && !on(m.replicate) && { say: /*i18n*/ 'No replication' },
      limited(m) && { say: /*i18n*/ 'Rate limited' },
    ]),
  }
}

const limited = (members: Members) => Object.keys(members).some(member => /^(?:bps|mbps|iops)/.test(member))

function readVmNet(text: string): Reading {
  const m = splitMembers(text, 'model')
  const model = m[''] ?? Object.keys(m).find(member => /^[\dA-F]{2}(?::[\dA-F]{2}){5}$/i.test(m[member] ?? '') && member !== 'macaddr')
  const mac = m.macaddr ?? (model === undefined ? undefined : m[model])
  return { main: m.bridge ?? { say: /*i18n*/ 'User-mode network' }, facts: only([model, mac, ...netFacts(m)]) }
}

const netFacts = (m: Members): readonly (Word | false | undefined)[] => [
  m.tag !== undefined && { say: /*i18n*/ 'VLAN {tag}', values: { tag: m.tag } },
  on(m.firewall) && { say: /*i18n*/ 'Firewall' },
  on(m.link_down) && { say: /*i18n*/ 'Cable unplugged' },
  m.rate !== undefined && `${m.rate} MB/s`,
  m.mtu !== undefined && `MTU ${m.mtu}`,
]

function readContainerNet(text: string): Reading {
  const m = splitMembers(text)
  return {
    main: m.name ?? '',
    facts: only([m.bridge, m.ip !== undefined && `IPv4 ${m.ip}`, m.ip6 !== undefined && `IPv6 ${m.ip6}`, m.hwaddr, ...netFacts(m)]),
  }
}

function readMount(text: string): Reading {
  const { '': volume = '', ...m } = splitMembers(text, 'volume')
  return {
    main: m.mp ?? (m.size === undefined ? volume : readSize(m.size)),
    facts: only([
      m.mp !== undefined && m.size && readSize(m.size),
      volume,
      on(m.ro) && { say: /*i18n*/ 'Read only' },
      m.backup !== undefined && (on(m.backup) ? { say: /*i18n*/ 'In backups' } : { say: /*i18n*/ 'No backup' }),
      on(m.quota) && { say: /*i18n*/ 'Quotas' },
      m.acl !== undefined && (on(m.acl) ? 'ACL' : { say: /*i18n*/ 'No ACL' }),
      m.mountoptions?.replaceAll(';', ', '),
    ]),
  }
}

function readHostDevice(key: string, text: string): Reading {
  const { '': host, ...m } = splitMembers(text, 'host')
  const main: Word =
    m.mapping !== undefined
      ? { say: /*i18n*/ 'Mapping {name}', values: { name: m.mapping } }
      : host?.toLowerCase() === 'spice'
        ? { say: /*i18n*/ 'SPICE port' }
        : (host ?? text)
  return {
    main,
    facts: only([
      on(m.usb3) && 'USB 3',
      on(m.pcie) && 'PCI Express',
      on(m['x-vga']) && { say: /*i18n*/ 'Primary display' },
      m.mdev,
      key.startsWith('hostpci') && m.rombar !== undefined && !on(m.rombar) && { say: /*i18n*/ 'No option ROM' },
    ]),
  }
}

/** Every other property string: its first member, and the rest by name. */
function readPlain(key: string, text: string): Reading {
  const { '': first, ...m } = splitMembers(text, '')
  const rest = Object.entries(m).map(([member, value]) => `${member} ${value}`)
  if (first !== undefined) return { main: { choice: [key, undefined, first] }, facts: rest }
  return { main: rest[0] ?? '', facts: rest.slice(1) }
}

/** A raw value of a config as words. */
export function readValue(kind: 'qemu' | 'lxc', key: string, text: string): Reading {
  if (/^(?:ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+$/.test(key)) {
    return kind === 'qemu' || !key.startsWith('unused') ? readDrive(text) : { main: text, facts: [] }
  }
  if (/^net\d+$/.test(key)) return kind === 'qemu' ? readVmNet(text) : readContainerNet(text)
  if (/^(?:mp\d+|rootfs)$/.test(key)) return readMount(text)
  if (/^(?:usb|hostpci)\d+$/.test(key)) return readHostDevice(key, text)
  if (/^(?:memory|swap|balloon)$/.test(key)) return { main: `${splitMembers(text, 'current')[''] ?? text} MiB`, facts: [] }
  if (/^serial\d+$/.test(key)) return { main: text === 'socket' ? { say: /*i18n*/ 'Console' } : text, facts: [] }
  return readPlain(key, text)
}
