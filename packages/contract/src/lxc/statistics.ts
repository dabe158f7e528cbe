import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { cf, dataTimeframe, ds, node, timeframe, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const lxcStatistics = {
  rrd: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/rrd',
    description: 'Draw past measurements of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    privileged: true,
    parameters: { node, vmid, cf: optional(cf), ds, timeframe },
    returns: object({ filename: string() }),
  }),
  rrdData: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/rrddata',
    description: 'Show past measurements of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    privileged: true,
    parameters: { node, vmid, cf: optional(cf), timeframe: dataTimeframe },
    returns: array(object({})),
  }),
}
