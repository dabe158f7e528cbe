import type { Implementation } from '@quorate/contract'
import { CpuShare } from '../runtime/cpu-share.ts'
import type { QemuServices } from '../services.ts'
import { qemuAgentApi } from './agent.api.ts'
import { qemuAgentExecApi } from './agent-exec.api.ts'
import { qemuCloudinitApi } from './cloudinit.api.ts'
import { qemuConfigApi } from './config.api.ts'
import { qemuConsoleApi } from './console.api.ts'
import { qemuDiskActionsApi } from './disk-actions.api.ts'
import { qemuIncomingApi } from './incoming.api.ts'
import { qemuMigrationApi } from './migration.api.ts'
import { qemuMonitorApi } from './monitor.api.ts'
import { qemuCleanupApi } from './cleanup.api.ts'
import { qemuRemoteApi } from './remote.api.ts'
import { qemuRescanApi } from './rescan.api.ts'
import { qemuShowcmdApi } from './showcmd.api.ts'
import { qemuSnapshotsApi } from './snapshots.api.ts'
import { qemuStatusApi } from './status.api.ts'
import { qemuCapabilitiesApi } from './capabilities.api.ts'
import { qemuVmsApi } from './vms.api.ts'

/** Every handler of /nodes/{node}/qemu that there is. What is missing here is answered with 501 by the router. */
export function qemuApi(services: QemuServices): Implementation[] {
  const share = new CpuShare()
  return [
    ...qemuVmsApi(services, share),
    ...qemuStatusApi(services, share),
    ...qemuConfigApi(services),
    ...qemuDiskActionsApi(services),
    ...qemuSnapshotsApi(services),
    ...qemuConsoleApi(services),
    ...qemuMonitorApi(services),
    ...qemuAgentApi(services),
    ...qemuAgentExecApi(services),
    ...qemuCloudinitApi(services),
    ...qemuCapabilitiesApi(services),
    ...qemuRescanApi(services),
    ...qemuCleanupApi(services),
    ...qemuShowcmdApi(services),
    ...qemuMigrationApi(services),
    ...qemuIncomingApi(services),
    ...qemuRemoteApi(services),
  ]
}
