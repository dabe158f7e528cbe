import type { Call } from '@quorate/contract'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { InterfaceRow } from './interface-list.ts'
import { readInterfaces } from './read-interfaces.ts'

function isOfType(row: InterfaceRow, type: string | undefined): boolean {
  if (type === undefined || type === 'include_sdn') return true
  if (type === 'any_bridge' || type === 'any_local_bridge') return row.type === 'bridge'
  return row.type === type
}

/** Auditors of the node see all; others the bridges that they may use for guests. */
function maySee(call: Call, row: InterfaceRow): boolean {
  if (call.may(`/nodes/${call.node}`, 'Sys.Audit')) return true
  return row.type === 'bridge' && call.may(`/sdn/zones/localnetwork/${row.iface}`, 'SDN.Audit', 'SDN.Use')
}

export async function listInterfaces(host: Pick<Host, 'exec'>, call: Call, parameters: { type?: string }): Promise<InterfaceRow[]> {
  const rows = await readInterfaces(host)
  return rows.filter(row => isOfType(row, parameters.type) && maySee(call, row))
}

export async function requireInterface(host: Pick<Host, 'exec'>, iface: string): Promise<InterfaceRow> {
  const row = (await readInterfaces(host)).find(row => row.iface === iface)
  if (!row) throw new Failure(`interface '${iface}' does not exist on this node`)
  return row
}
