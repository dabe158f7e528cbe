import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const templateIndex = {
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/aplinfo',
    description: 'Fetch the lists of container templates anew.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: 'templateupdate',
    cli: 'pveam update',
    parameters: { node },
  }),
}
