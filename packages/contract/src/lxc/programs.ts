import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

const offset = (stream: string) =>
  optional(integer({ description: `Also answer what was written to ${stream} so far, from this byte on.`, minimum: 0 }))

/** Programs inside containers. Requests and answers are those of the guest agent's `exec` and `exec-status`, and more. */
export const lxcPrograms = {
  exec: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/exec',
    description: 'Start a program in a running container.',
    permission: needs('/vms/{vmid}', 'VM.Guest.Exec'),
    privileged: true,
    proxy: 'node',
    inRunner: true,
    parameters: {
      node,
      vmid,
      command: array(string({ maxLength: 65536 }), { description: 'Program and arguments.' }),
      env: optional(array(string({ maxLength: 32768 }), { description: 'More of its environment: name=value.' })),
      'input-data': optional(string({ description: 'Standard input of the command.', maxLength: 65536 })),
      timeout: optional(integer({ description: 'Seconds after which it is ended.', minimum: 1, maximum: 604800 })),
      user: optional(string({ description: 'Name or number of the user in the container.', default: 'root', maxLength: 256 })),
    },
    returns: object({ pid: integer() }),
  }),
  execStatus: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/exec-status',
    description: 'Show state and output of a program started in a container.',
    permission: needs('/vms/{vmid}', 'VM.Guest.Exec'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      'err-offset': offset('standard error'),
      'out-offset': offset('standard output'),
      pid: integer({ description: 'Process id that exec answered.' }),
    },
    returns: object({
      'err-data': optional(string()),
      'err-next': optional(integer()),
      'err-truncated': optional(boolean()),
      exitcode: optional(integer()),
      exited: boolean(),
      'out-data': optional(string()),
      'out-next': optional(integer()),
      'out-truncated': optional(boolean()),
      signal: optional(integer()),
    }),
  }),
}
