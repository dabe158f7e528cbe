import type { Connection } from '../connection.ts'
import { UsageFailure } from '../read-arguments.ts'

/** `/nodes/localhost/qemu/100` */
export function vmPath(connection: Connection, vmid: string | undefined): string {
  if (vmid === undefined || !/^[1-9]\d{2,8}$/.test(vmid))
    throw new UsageFailure(`vmid: '${vmid ?? ''}' is not a number from 100 to 999999999`)
  return `/nodes/${connection.node}/qemu/${vmid}`
}
