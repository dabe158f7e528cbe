import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'
import type { BulkKind, BulkOptions } from './bulk-action.ts'
import { changedTags } from './preflight.ts'

/** The one call that does it to all of them; undefined: each guest has a call of its own. */
export function parentCall(kind: BulkKind, guests: readonly Guest[], options: BulkOptions): PlannedCall | undefined {
  const vms = guests.map(guest => guest.vmid)
  const common = { vms, 'max-workers': options.concurrency }
  const { timeout } = options
  switch (kind) {
    case 'start':
      return planned('POST /cluster/bulk-action/guest/start', { ...common, timeout })
    case 'shutdown':
      return planned('POST /cluster/bulk-action/guest/shutdown', { ...common, timeout, 'force-stop': options.forceStop })
    case 'suspend':
      return planned('POST /cluster/bulk-action/guest/suspend', { ...common, ...(options.toDisk && { 'to-disk': true }) })
    case 'migrate':
      return planned('POST /cluster/bulk-action/guest/migrate', {
        ...common,
        target: options.target,
        online: true,
        ...(options.withLocalDisks && { 'with-local-disks': true }),
      })
    default:
      return undefined
  }
}

/** The call that does it to one guest. */
export function guestCall(kind: BulkKind, guest: Guest, options: BulkOptions): PlannedCall {
  const { node, vmid, kind: type } = guest
  const at = { node, vmid }
  const { timeout } = options
  switch (kind) {
    case 'start':
      return type === 'qemu'
        ? planned('POST /nodes/{node}/qemu/{vmid}/status/start', { ...at, timeout })
        : planned('POST /nodes/{node}/lxc/{vmid}/status/start', at)
    case 'shutdown':
      return planned(`POST /nodes/{node}/${type}/{vmid}/status/shutdown`, { ...at, timeout, forceStop: options.forceStop })
    case 'reboot':
      return planned(`POST /nodes/{node}/${type}/{vmid}/status/reboot`, { ...at, timeout })
    case 'suspend':
      return type === 'qemu'
        ? planned('POST /nodes/{node}/qemu/{vmid}/status/suspend', { ...at, ...(options.toDisk && { todisk: true }) })
        : planned('POST /nodes/{node}/lxc/{vmid}/status/suspend', at)
    case 'resume':
      return planned(`POST /nodes/{node}/${type}/{vmid}/status/resume`, at)
    case 'stop':
      return planned(`POST /nodes/{node}/${type}/{vmid}/status/stop`, at)
    case 'migrate':
      return migrateCall(guest, options)
    case 'tags':
      return planned(`PUT /nodes/{node}/${type}/{vmid}/config`, { ...at, tags: changedTags(guest.tags, options).join(';') })
    case 'snapshot':
      return snapshotCall(guest, options)
    case 'pool':
      return options.pool === ''
        ? planned('PUT /pools', { poolid: guest.pool, vms: String(vmid), delete: true })
        : planned('PUT /pools', { poolid: options.pool, vms: String(vmid), 'allow-move': true })
    case 'config':
      return planned(`PUT /nodes/{node}/${type}/{vmid}/config`, { ...at, ...options.config })
    case 'delete':
      return planned(`DELETE /nodes/{node}/${type}/{vmid}`, { ...at, ...(options.purge && { purge: true }) })
  }
}

function migrateCall({ node, vmid, kind, status }: Guest, { target, withLocalDisks }: BulkOptions): PlannedCall {
  const runs = status === 'running' || status === 'paused'
  return kind === 'qemu'
    ? planned('POST /nodes/{node}/qemu/{vmid}/migrate', {
        node,
        vmid,
        target,
        ...(runs && { online: true }),
        ...(withLocalDisks && { 'with-local-disks': true }),
      })
    : planned('POST /nodes/{node}/lxc/{vmid}/migrate', { node, vmid, target, ...(runs && { restart: true }) })
}

function snapshotCall({ node, vmid, kind, status }: Guest, options: BulkOptions): PlannedCall {
  const common = { node, vmid, snapname: options.snapshotName, description: options.snapshotNotes || undefined }
  return kind === 'qemu'
    ? planned('POST /nodes/{node}/qemu/{vmid}/snapshot', {
        ...common,
        ...(options.withMemory && status === 'running' && { vmstate: true }),
      })
    : planned('POST /nodes/{node}/lxc/{vmid}/snapshot', common)
}

/** The call that takes it back; undefined: that is not possible. */
export function inverseCall(kind: BulkKind, guest: Guest, options: BulkOptions): PlannedCall | undefined {
  const vms = String(guest.vmid)
  if (kind === 'tags')
    return planned(`PUT /nodes/{node}/${guest.kind}/{vmid}/config`, { node: guest.node, vmid: guest.vmid, tags: guest.tags.join(';') })
  if (kind !== 'pool') return undefined
  return guest.pool === ''
    ? planned('PUT /pools', { poolid: options.pool, vms, delete: true })
    : planned('PUT /pools', { poolid: guest.pool, vms, 'allow-move': true })
}
