import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const nodesCapabilities = {
  cpuModels: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/cpu',
    description: 'GET /nodes/{node}/capabilities/qemu/cpu',
    permission: anyUser,
    parameters: { node, arch: optional(string({ enum: ['x86_64', 'aarch64'] })) },
    returns: array(object({ custom: boolean(), name: string(), vendor: string() })),
  }),
  cpuFlags: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/cpu-flags',
    description: 'GET /nodes/{node}/capabilities/qemu/cpu-flags',
    permission: anyUser,
    parameters: { node, arch: optional(string({ enum: ['x86_64', 'aarch64'] })) },
    returns: array(object({ name: string() })),
  }),
  machines: endpoint({
    method: 'GET',
    path: '/nodes/{node}/capabilities/qemu/machines',
    description: 'GET /nodes/{node}/capabilities/qemu/machines',
    permission: anyUser,
    proxy: 'node',
    parameters: { node, arch: optional(string({ enum: ['x86_64', 'aarch64'] })) },
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
    description: 'GET /nodes/{node}/capabilities/qemu/migration',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ 'has-dbus-vmstate': boolean() }),
  }),
}
