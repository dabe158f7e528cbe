import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import { numberedNames } from './numbered-names.ts'
import { diskKeys, type DiskValues, type NicValues, type VmValues } from './vm-values.ts'

type Config = Record<string, string | number | boolean | undefined>

const joined = (...parts: readonly (string | false | undefined)[]) => parts.filter(Boolean).join(',')
const text = (value: string) => value.trim() || undefined

function diskValue(disk: DiskValues, image: string | undefined): string {
  const volume = image === undefined ? `${disk.storage}:${disk.size || '0'}` : `${disk.storage}:0`
  return joined(
    volume,
    image !== undefined && `import-from=${image}`,
    disk.format !== '' && `format=${disk.format}`,
    disk.cache !== '' && `cache=${disk.cache}`,
    disk.discard && 'discard=on',
    disk.ssd && disk.bus !== 'virtio' && 'ssd=1',
    (disk.bus === 'scsi' || disk.bus === 'virtio') && 'iothread=1',
    !disk.backup && 'backup=0',
  )
}

const nicValue = ({ model, mac, bridge, vlan, firewall, rate }: NicValues) =>
  joined(
    mac.trim() === '' ? model : `${model}=${mac.trim()}`,
    bridge !== '' && `bridge=${bridge}`,
    vlan.trim() !== '' && `tag=${vlan.trim()}`,
    firewall && 'firewall=1',
    rate.trim() !== '' && `rate=${rate.trim()}`,
  )

/** What cloud-init is told; nothing where it is not used. */
function cloudInitConfig(values: VmValues): Config {
  if (!values.cloudInit) return {}
  const { ip, gateway, ip6, gateway6 } = values
  const addresses = joined(
    ip.trim() !== '' && `ip=${ip.trim()}`,
    gateway.trim() !== '' && `gw=${gateway.trim()}`,
    ip6.trim() !== '' && `ip6=${ip6.trim()}`,
    gateway6.trim() !== '' && `gw6=${gateway6.trim()}`,
  )
  const keys = values.sshkeys.trim()
  return {
    ciuser: text(values.ciuser),
    cipassword: values.cipassword || undefined,
    // The key is kept URL-encoded; the server refuses it otherwise.
    sshkeys: keys === '' ? undefined : encodeURIComponent(keys),
    ipconfig0: addresses || undefined,
    nameserver: text(values.nameserver),
    searchdomain: text(values.searchdomain),
  }
}

/** CD drives: the system's, drivers, or the data of cloud-init. */
function removableConfig(values: VmValues): Config {
  if (values.source === 'iso')
    return {
      ide2: `${values.iso || 'none'},media=cdrom`,
      ide0: values.driversIso === '' ? undefined : `${values.driversIso},media=cdrom`,
    }
  if (values.source === 'none' || !values.cloudInit) return {}
  const storage = values.disks[0]?.storage ?? values.stateStorage
  return { ide2: `${storage}:cloudinit` }
}

function sizeConfig(values: VmValues): Config {
  return {
    cores: Number(values.cores),
    sockets: values.sockets === '1' ? undefined : Number(values.sockets),
    cpu: values.cpu || undefined,
    memory: values.memory,
    balloon: values.balloon ? undefined : 0,
  }
}

function generalConfig(values: VmValues): Config {
  return {
    tags: values.tags.length > 0 ? values.tags.join(';') : undefined,
    description: text(values.description),
    onboot: values.onboot || undefined,
  }
}

function hardwareConfig(values: VmValues): Config {
  const keys = diskKeys(values.disks)
  const image = values.source === 'image' ? values.image : undefined
  const nets = values.nets.map((_, index) => `net${index}`)
  const cds = values.source === 'iso' ? ['ide2'] : []
  const order = [...keys.slice(0, 1), ...cds, ...nets.slice(0, 1)]
  const firmware =
    values.bios === 'ovmf' &&
    joined(
      `${values.stateStorage}:1`,
      values.stateFormat !== '' && `format=${values.stateFormat}`,
      'efitype=4m',
      values.secureBoot && 'pre-enrolled-keys=1',
    )
  return {
    ostype: values.os,
    bios: values.bios === 'ovmf' ? 'ovmf' : undefined,
    machine: values.machine || undefined,
    scsihw: values.scsihw,
    agent: values.agent ? '1' : undefined,
    efidisk0: firmware || undefined,
    tpmstate0: values.tpm ? `${values.stateStorage}:1,version=v2.0` : undefined,
    vga: values.vga || undefined,
    // Images for clouds talk on the serial port.
    serial0: values.cloudInit && values.source === 'image' ? 'socket' : undefined,
    kvm: values.kvm ? undefined : false,
    ...Object.fromEntries(values.disks.map((disk, index) => [keys[index], diskValue(disk, index === 0 ? image : undefined)])),
    ...removableConfig(values),
    ...Object.fromEntries(values.nets.map((net, index) => [`net${index}`, nicValue(net)])),
    boot: order.length > 0 ? `order=${order.join(';')}` : undefined,
  }
}

const secrets = ['cipassword']

function cloned(values: VmValues, vmid: number, name: string): readonly PlannedCall[] {
  const { node } = values
  const storage = values.fullClone ? values.disks[0]?.storage : undefined
  const config = { ...generalConfig(values), ...sizeConfig(values), ...removableConfig(values), ...cloudInitConfig(values) }
  return [
    planned('POST /nodes/{node}/qemu/{vmid}/clone', {
      node,
      vmid: Number(values.template),
      newid: vmid,
      name: name || undefined,
      full: values.fullClone,
      pool: values.pool || undefined,
      storage: storage || undefined,
    }),
    planned('PUT /nodes/{node}/qemu/{vmid}/config', { node, vmid, ...config } as never, secrets),
    ...(values.start ? [planned('POST /nodes/{node}/qemu/{vmid}/status/start', { node, vmid })] : []),
  ]
}

function created(values: VmValues, vmid: number, name: string): readonly PlannedCall[] {
  const { node } = values
  const size = values.source === 'image' ? (values.disks[0]?.size.trim() ?? '') : ''
  const [disk] = diskKeys(values.disks)
  const config = { ...generalConfig(values), ...hardwareConfig(values), ...sizeConfig(values), ...cloudInitConfig(values) }
  const grow = size !== '' && disk !== undefined
  return [
    planned(
      'POST /nodes/{node}/qemu',
      {
        node,
        vmid,
        name: name || undefined,
        pool: values.pool || undefined,
        ...config,
        ...(values.start && !grow && { start: true }),
      } as never,
      secrets,
    ),
    ...(grow ? [planned('PUT /nodes/{node}/qemu/{vmid}/resize', { node, vmid, disk: disk as 'scsi0', size: `${size}G` })] : []),
    ...(grow && values.start ? [planned('POST /nodes/{node}/qemu/{vmid}/status/start', { node, vmid })] : []),
  ]
}

/** What creating these VMs sends, in this order; each task has to end before the next call. */
export function vmCalls(values: VmValues): readonly PlannedCall[] {
  const first = Number(values.vmid)
  return numberedNames(values.name.trim(), Math.max(1, Number(values.count) || 1)).flatMap((name, index) =>
    values.source === 'template' ? cloned(values, first + index, name) : created(values, first + index, name),
  )
}
