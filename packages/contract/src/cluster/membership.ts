import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { needs } from '../permission.ts'

const encodedFile = (description: string) => string({ description, pattern: '[A-Za-z0-9+/]+={0,2}', maxLength: 65_536 })

/** What the API that these clients know leaves to scripts over SSH. All that changes something is for root alone. */
export const clusterMembership = {
  view: endpoint({
    method: 'GET',
    path: '/cluster/config/membership',
    description: 'Show the cluster as this node sees it: nodes, votes, quorum, links; and the addresses that a link of it could have.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: {},
    returns: object({
      node: string({ description: 'The node that answers.' }),
      addresses: array(object({ address: string(), interface: string() }), { description: 'Of this machine, for links.' }),
      cluster: optional(
        object(
          { name: string(), version: integer({ description: 'Of the configuration.' }) },
          { description: 'Left out: this node is alone.' },
        ),
      ),
      nodes: array(
        object({
          name: string(),
          nodeid: integer(),
          votes: integer(),
          online: boolean(),
          since: optional(integer({ description: 'When it came or went, in seconds since 1970, as this node has seen it.' })),
          addresses: array(object({ link: integer(), address: string() })),
        }),
      ),
      quorum: optional(
        object(
          {
            quorate: boolean(),
            votes: integer({ description: 'Of those who answer, with the quorum device.' }),
            expected: integer({ description: 'Of all.' }),
            needed: integer({ description: 'Fewest for quorum.' }),
          },
          { description: 'Left out: corosync does not answer.' },
        ),
      ),
      device: optional(
        object(
          {
            model: string(),
            host: optional(string()),
            algorithm: optional(string()),
            state: string({ description: 'As corosync-qdevice says it.' }),
          },
          { description: 'The quorum device, if there is one.' },
        ),
      ),
      links: array(
        object({
          link: integer(),
          priority: optional(integer()),
          peers: array(object({ nodeid: integer(), state: string({ enum: ['connected', 'disconnected', 'unknown'] }) })),
        }),
        { description: 'From this node to the others.' },
      ),
    }),
  }),
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
