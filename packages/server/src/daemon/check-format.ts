import type { EndpointSpec } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { ApiTarget } from '../wire/api-path.ts'

/** Only methods that declare it answer with a `.vv` file; any other is refused before it has an effect. */
export function checkFormat(target: ApiTarget, spec: EndpointSpec): void {
  if (target.format === 'spiceconfig' && !spec.viewerFile) {
    throw new Failure(`Method '${spec.method} /api2/spiceconfig${target.path}' not implemented: it gives no .vv file`, { status: 501 })
  }
}
