import type { Implementation } from '@quorate/contract'
import { CpuShare } from '../runtime/cpu-share.ts'
import type { LxcServices } from '../services.ts'
import { lxcAttachApi } from './attach.api.ts'
import { lxcConfigApi } from './config.api.ts'
import { lxcConsoleApi } from './console.api.ts'
import { lxcContainersApi } from './containers.api.ts'
import { lxcDiskActionsApi } from './disk-actions.api.ts'
import { lxcFilesApi } from './files.api.ts'
import { lxcIncomingApi } from './incoming.api.ts'
import { lxcMaintenanceApi } from './maintenance.api.ts'
import { lxcMigrationApi } from './migration.api.ts'
import { lxcProgramsApi } from './programs.api.ts'
import { lxcRemoteApi } from './remote.api.ts'
import { lxcSnapshotsApi } from './snapshots.api.ts'
import { lxcStatusApi } from './status.api.ts'
import { lxcViewsApi } from './views.api.ts'

/** Every handler of /nodes/{node}/lxc that there is. What is missing here is answered with 501 by the router. */
export function lxcApi(services: LxcServices): Implementation[] {
  const share = new CpuShare(services.host)
  return [
    ...lxcViewsApi(services, share),
    ...lxcStatusApi(services, share),
    ...lxcContainersApi(services),
    ...lxcConfigApi(services),
    ...lxcConsoleApi(services),
    ...lxcDiskActionsApi(services),
    ...lxcSnapshotsApi(services),
    ...lxcProgramsApi(services),
    ...lxcFilesApi(services),
    ...lxcAttachApi(services),
    ...lxcMaintenanceApi(services),
    ...lxcMigrationApi(services),
    ...lxcIncomingApi(services),
    ...lxcRemoteApi(services),
  ]
}
