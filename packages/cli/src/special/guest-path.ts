import type { Connection } from '../connection.ts'
import { UsageFailure } from '../read-arguments.ts'

function guestPath(kind: 'qemu' | 'lxc', { node }: Connection, vmid: string | undefined): string {
  if (vmid === undefined || !/^[1-9]\d{2,8}$/.test(vmid))
    throw new UsageFailure(`vmid: '${vmid ?? ''}' is not a number from 100 to 999999999`)
  return `/nodes/${node}/${kind}/${vmid}`
}

/** `/nodes/localhost/qemu/100` */
export const vmPath = (connection: Connection, vmid: string | undefined): string => guestPath('qemu', connection, vmid)

/** `/nodes/localhost/lxc/100` */
export const ctPath = (connection: Connection, vmid: string | undefined): string => guestPath('lxc', connection, vmid)
