import { authorizedObject, tlsObject, type StreamPlace } from '@quorate/guest'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { QmpFailure } from '../qmp/qmp-failure.ts'

/** What a migration switches on in QEMU at either end. */
const capabilities = ['return-path', 'auto-converge', 'pause-before-switchover', 'late-block-activate', 'events'] as const

/** Connections end one after the other: each look finds fewer. */
const mostLooks = 20

export type MigrationCapability = (typeof capabilities)[number]

export async function useCapabilities(client: QmpClient, on: readonly MigrationCapability[]): Promise<void> {
  await client.execute('migrate-set-capabilities', {
    capabilities: capabilities.map(capability => ({ capability, state: on.includes(capability) })),
  })
}

/**
 * Breaks the connections of a migration off. On a network that is cut they would be waited for, by the guest and by QEMU
 * itself, until the kernel gives up on them after a quarter of an hour. `nodes`: disks at the other end.
 */
export async function breakConnections(client: Pick<QmpClient, 'executeNow'>, nodes: readonly string[]): Promise<void> {
  for (let left = mostLooks; ; left--) {
    const ours = (await client.executeNow('query-yank')).filter(
      ({ type, 'node-name': node }) => type === 'migration' || (node !== undefined && nodes.includes(node)),
    )
    if (ours.length === 0) return
    try {
      return void (await client.executeNow('yank', { instances: ours }))
    } catch (error) {
      // One of them ended since they were asked for, and QEMU has then broken off none.
      const ended = error instanceof QmpFailure && error.errorClass === 'DeviceNotFound'
      if (!ended || left === 0) throw error
    }
  }
}

const withObjects: readonly string[] = [tlsObject, authorizedObject]

/** Takes back what a migration has set in QEMU: later ones, and the saving of memory, begin with their own. */
export async function forgetMigration(client: QmpClient): Promise<void> {
  await useCapabilities(client, [])
  await client.execute('migrate-set-parameters', { 'tls-creds': '', 'tls-hostname': '', 'tls-authz': '' })
  const there = new Set((await client.execute('qom-list', { path: '/objects' })).map(({ name }) => name))
  for (const id of withObjects) if (there.has(id)) await client.execute('object-del', { id })
}

/** `tcp:10.0.0.1:60000`, `tcp:[fd00::1]:60000`, `unix:/run/x` */
export function migrationUri(place: StreamPlace): string {
  if ('socket' in place) return `unix:${place.socket}`
  const { host, port } = place
  return `tcp:${host.includes(':') ? `[${host}]` : host}:${port}`
}
