import { ApiFailure } from './api-failure.ts'
import type { EndpointKey } from './endpoints.ts'

interface Need {
  readonly path: string
  readonly privilege: string
}

const on = (path: string, privilege: string): readonly Need[] => [{ path, privilege }]
const nodeAudit = on('/nodes/{node}', 'Sys.Audit')
const wholeAudit = on('/', 'Sys.Audit')

/** What methods that a page asks by itself need, as the contract says it; one of several needs is enough. */
export const needsOf: Readonly<Partial<Record<EndpointKey, readonly Need[]>>> = {
  'GET /cluster/config/membership': wholeAudit,
  'GET /cluster/config/join': wholeAudit,
  'GET /nodes/{node}/config': wholeAudit,
  'GET /nodes/{node}/hosts': wholeAudit,
  'GET /nodes/{node}/status': nodeAudit,
  'GET /nodes/{node}/rrddata': nodeAudit,
  'GET /nodes/{node}/dns': nodeAudit,
  'GET /nodes/{node}/time': nodeAudit,
  'GET /nodes/{node}/services': nodeAudit,
  'GET /nodes/{node}/disks/list': [...wholeAudit, ...nodeAudit],
  'GET /nodes/{node}/journal': on('/nodes/{node}', 'Sys.Syslog'),
  'GET /nodes/{node}/syslog': on('/nodes/{node}', 'Sys.Syslog'),
  'POST /nodes/{node}/termproxy': on('/nodes/{node}', 'Sys.Console'),
  'POST /nodes/{node}/qemu/{vmid}/vncproxy': on('/vms/{vmid}', 'VM.Console'),
  'POST /nodes/{node}/lxc/{vmid}/termproxy': on('/vms/{vmid}', 'VM.Console'),
}

/** The privileges that the user has on a path, by name. */
export type PermissionsOn = (path: string) => Promise<Readonly<Record<string, unknown>>>

/** Throws what the server would say where it is known that it refuses: nothing is asked that cannot be answered. */
export async function refuseKnown(key: EndpointKey, parameters: object, permissionsOn: PermissionsOn): Promise<void> {
  const given = parameters as Readonly<Record<string, unknown>>
  const needs = (needsOf[key] ?? []).map(({ path, privilege }) => ({
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(given[name])),
    privilege,
  }))
  for (const { path, privilege } of needs) if ((await permissionsOn(path))[privilege] !== undefined) return
  const last = needs.at(-1)
  if (last) throw new ApiFailure(`Permission check failed (${last.path}, ${last.privilege})`, { status: 403, call: key })
}
