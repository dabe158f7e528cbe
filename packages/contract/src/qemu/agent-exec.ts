import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const qemuAgentExec = {
  exec: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/agent/exec',
    description: 'POST /nodes/{node}/qemu/{vmid}/agent/exec',
    permission: needs('/vms/{vmid}', 'VM.GuestAgent.Unrestricted'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, command: array(string()), 'input-data': optional(string({ maxLength: 65536 })) },
    returns: object({ pid: integer() }),
  }),
  execStatus: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/agent/exec-status',
    description: 'GET /nodes/{node}/qemu/{vmid}/agent/exec-status',
    permission: needs('/vms/{vmid}', 'VM.GuestAgent.Unrestricted'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, pid: integer() },
    returns: object({
      'err-data': optional(string()),
      'err-truncated': optional(boolean()),
      exitcode: optional(integer()),
      exited: boolean(),
      'out-data': optional(string()),
      'out-truncated': optional(boolean()),
      signal: optional(integer()),
    }),
  }),
  fileRead: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/agent/file-read',
    description: 'GET /nodes/{node}/qemu/{vmid}/agent/file-read',
    permission: needsAny('/vms/{vmid}', 'VM.GuestAgent.FileRead', 'VM.GuestAgent.Unrestricted'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      count: optional(integer({ default: 16777216, minimum: 1, maximum: 16777216 })),
      decode: optional(boolean({ default: true })),
      file: string(),
      offset: optional(integer({ default: 0, minimum: 0 })),
    },
    returns: object({ content: string(), truncated: optional(boolean()) }),
  }),
  fileWrite: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/agent/file-write',
    description: 'POST /nodes/{node}/qemu/{vmid}/agent/file-write',
    permission: needsAny('/vms/{vmid}', 'VM.GuestAgent.FileWrite', 'VM.GuestAgent.Unrestricted'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, content: string({ maxLength: 61440 }), encode: optional(boolean({ default: true })), file: string() },
  }),
  setUserPassword: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/agent/set-user-password',
    description: 'POST /nodes/{node}/qemu/{vmid}/agent/set-user-password',
    permission: needs('/vms/{vmid}', 'VM.GuestAgent.Unrestricted'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      crypted: optional(boolean({ default: false })),
      password: secret(string({ minLength: 5, maxLength: 1024 })),
      username: string(),
    },
    returns: object({}, { additionalProperties: true }),
  }),
}
