import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { VmConfig } from '../plan/vm-config.ts'

/** Refuses a start with a serial or parallel port of the host that is not there. */
export async function checkPorts({ files, root }: Pick<Host, 'files' | 'root'>, config: VmConfig): Promise<void> {
  for (const [key, device] of Object.entries(config)) {
    if (!/^(?:serial|parallel)\d+$/.test(key) || typeof device !== 'string' || device === 'socket') continue
    if (!(await files.stat(device))) {
      throw new Failure(`${key}: there is no device '${device}' on node ${root.node}: plug it in, or take ${key} out`)
    }
  }
}
