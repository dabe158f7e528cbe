import { anything, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

const file = string({ description: 'Absolute path in the container.', maxLength: 4096 })

/** Who owns a file that is written, and what others may do with it. What is left out stays as it is, or is root, root and 0644. */
const ownership = {
  group: optional(string({ description: 'Name or number of the group in the container.', maxLength: 256 })),
  perms: optional(string({ description: 'Access mode, octal.', pattern: '[0-7]{3,4}' })),
  user: optional(string({ description: 'Name or number of the owner in the container.', maxLength: 256 })),
}

/** Files inside containers. Requests and answers of the first two are those of the guest agent. */
export const lxcFiles = {
  read: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/file-read',
    description: 'Read a file in a container.',
    permission: needs('/vms/{vmid}', 'VM.Guest.FileRead'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      count: optional(integer({ description: 'Most bytes to read.', default: 16777216, minimum: 1, maximum: 16777216 })),
      decode: optional(boolean({ description: 'Answer text; otherwise base64.', default: true })),
      file,
      offset: optional(integer({ description: 'First byte to read.', default: 0, minimum: 0 })),
    },
    returns: object({ content: string(), truncated: optional(boolean()) }),
  }),
  write: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/file-write',
    description: 'Write a file in a container, whole or not at all.',
    permission: needs('/vms/{vmid}', 'VM.Guest.FileWrite'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      content: string({ description: 'What the file holds afterwards.', maxLength: 262144 }),
      encode: optional(boolean({ description: 'The content is text; otherwise base64.', default: true })),
      file,
      ...ownership,
    },
  }),
  download: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/file-download',
    description: 'Download a file of any size from a container.',
    permission: needs('/vms/{vmid}', 'VM.Guest.FileRead'),
    privileged: true,
    proxy: 'node',
    transport: 'download',
    parameters: { node, vmid, file },
    returns: anything(),
  }),
  upload: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/file-upload',
    description: 'Upload a file of any size into a container, whole or not at all.',
    permission: needs('/vms/{vmid}', 'VM.Guest.FileWrite'),
    privileged: true,
    proxy: 'node',
    transport: 'upload',
    parameters: { node, vmid, file, filename: string({ description: 'The uploaded file.', maxLength: 255 }), ...ownership },
  }),
}
