import type { Implementation } from '@quorate/contract'
import type { LxcServices } from '../services.ts'
import { lxcAttachApi } from './attach.api.ts'
import { lxcFilesApi } from './files.api.ts'
import { lxcProgramsApi } from './programs.api.ts'

/** Every handler of /nodes/{node}/lxc that there is. What is missing here is answered with 501 by the router. */
export function lxcApi(services: LxcServices): Implementation[] {
  return [...lxcProgramsApi(services), ...lxcFilesApi(services), ...lxcAttachApi(services)]
}
