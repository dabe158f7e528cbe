import { array, boolean, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'

const session = string({ description: 'Which migration.', pattern: '[0-9a-f]{32}' })
const request = string({ description: 'What is to come, as JSON.', maxLength: 450_000 })

/**
 * How the source of a migration talks with its target, by steps of these names. For nodes among themselves: refused to
 * everybody else, root too.
 */
export function incomingEndpoints(kind: 'lxc' | 'qemu', guest: string, steps: readonly string[]) {
  const path = `/nodes/{node}/${kind}/{vmid}/incoming` as const
  return {
    check: endpoint({
      method: 'POST',
      path: `${path}/check`,
      description: `Say what speaks against taking in a ${guest} of another node.`,
      proxy: 'node',
      parameters: { node, vmid, request },
      returns: array(string({ description: 'What speaks against it.' })),
    }),
    begin: endpoint({
      method: 'POST',
      path,
      description: `Begin to take in a ${guest} of another node.`,
      proxy: 'node',
      inRunner: true,
      parameters: { node, vmid, request },
      returns: string({ description: 'UPID of the task.' }),
    }),
    step: endpoint({
      method: 'PUT',
      path,
      description: 'Go on to a step, and wait until it is done.',
      proxy: 'node',
      inRunner: true,
      parameters: { node, vmid, session, step: string({ description: 'Which.', enum: steps }) },
    }),
    alive: endpoint({
      method: 'GET',
      path,
      description: 'Say that the source is still there, and ask whether the target is.',
      proxy: 'node',
      inRunner: true,
      parameters: { node, vmid, session },
      returns: boolean(),
    }),
    end: endpoint({
      method: 'DELETE',
      path,
      description: 'Give up, and wait until everything made for it is gone.',
      proxy: 'node',
      inRunner: true,
      parameters: { node, vmid, session },
    }),
  }
}
