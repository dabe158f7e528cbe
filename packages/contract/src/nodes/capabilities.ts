import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const nodesCapabilities = {
  cpuModels: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/cpu',
    description: 'List processor models.',
    permission: anyUser,
    parameters: { node, arch: optional(string({ description: 'Processor architecture.', enum: ['x86_64', 'aarch64'] })) },
    returns: array(object({ custom: boolean(), name: string(), vendor: string() })),
  }),
  cpuFlags: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/cpu-flags',
    description: 'List processor flags.',
    permission: anyUser,
    parameters: { node, arch: optional(string({ description: 'Processor architecture.', enum: ['x86_64', 'aarch64'] })) },
    returns: array(object({ name: string() })),
  }),
  machines: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/machines',
    description: 'List machine types.',
    permission: anyUser,
    proxy: 'node',
    parameters: { node, arch: optional(string({ description: 'Processor architecture.', enum: ['x86_64', 'aarch64'] })) },
    returns: array(
      object(
        { changes: optional(string()), id: string(), type: string({ enum: ['q35', 'i440fx'] }), version: string() },
        { additionalProperties: true },
      ),
    ),
  }),
  migration: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/migration',
    description: 'Show what migration can do on this node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ 'has-dbus-vmstate': boolean() }),
  }),
}
