import { boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'

const encodedFile = (description: string) => string({ description, pattern: '[A-Za-z0-9+/]+={0,2}', maxLength: 65_536 })

/** Root only. What the API that these clients know leaves to scripts over SSH. */
export const clusterMembership = {
  leave: endpoint({
    method: 'POST',
    path: '/cluster/config/leave',
    description: 'Take this node out of its cluster as it is: it goes on alone, with the configuration that it has.',
    privileged: true,
    task: 'clusterleave',
    cli: 'pvecm leave',
    parameters: { force: optional(boolean({ description: 'Also while other nodes are online.' })) },
  }),
  requestDeviceCertificate: endpoint({
    method: 'POST',
    path: '/cluster/config/qdevice/request',
    description: 'Make a request for a certificate that a quorum device server signs.',
    privileged: true,
    parameters: {
      authority: encodedFile('Certificate of the server, base64.'),
      force: optional(boolean({ description: 'Also with an odd number of nodes.' })),
    },
    returns: object({
      cluster: string({ description: 'Name of the cluster that it is for.' }),
      request: string({ description: 'What the server signs, base64.' }),
    }),
  }),
  addDevice: endpoint({
    method: 'POST',
    path: '/cluster/config/qdevice',
    description: 'Add a quorum device to the cluster.',
    privileged: true,
    parameters: {
      host: string({ description: 'Host name or IP address of the server.', format: 'address' }),
      authority: encodedFile('Certificate of the server, base64.'),
      certificate: encodedFile('Certificate that it signed on request, base64.'),
      force: optional(boolean({ description: 'Also with an odd number of nodes.' })),
    },
  }),
  removeDevice: endpoint({
    method: 'DELETE',
    path: '/cluster/config/qdevice',
    description: 'Remove the quorum device from the cluster.',
    privileged: true,
    cli: 'pvecm qdevice remove',
    parameters: {},
  }),
}
