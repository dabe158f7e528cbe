import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'

/** Root only: it reads any file of the node. */
export const ovfDescription = {
  describe: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ovf-description',
    description: 'Show what can be made of the machine that an OVF file of the node describes.',
    privileged: true,
    proxy: 'node',
    parameters: { node, manifest: string({ description: 'Absolute path of the file.', pattern: '/.*', maxLength: 4096 }) },
    returns: object({
      'create-args': object({}, { additionalProperties: true }),
      disks: object({}, { additionalProperties: true }),
      net: object({}, { additionalProperties: true }),
      warnings: array(object({ type: string(), key: optional(string()), value: optional(string()) })),
    }),
  }),
}
