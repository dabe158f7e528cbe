import { useMemo } from 'react'
import type { ApiFailure } from '../../api/api-failure.ts'
import { call } from '../../api/client.ts'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { currentOf, pendingOf, wantedOf, type Config, type ConfigRow, type PendingChange } from './config-rows.ts'

export interface GuestConfig {
  readonly rows: readonly ConfigRow[]
  readonly current: Config
  /** With what is pending. */
  readonly wanted: Config
  readonly pending: readonly PendingChange[]
  /** Of the file that the rows come from. */
  readonly digest: string
}

/** The methods of VMs and containers are declared apart but answer the same. */
const pendingKey = (guest: Guest) => `GET /nodes/{node}/${guest.kind}/{vmid}/pending` as 'GET /nodes/{node}/qemu/{vmid}/pending'
const configKey = (guest: Guest) => `GET /nodes/{node}/${guest.kind}/{vmid}/config` as 'GET /nodes/{node}/qemu/{vmid}/config'

const configOf = (rows: readonly ConfigRow[], digest: string): GuestConfig => ({
  rows,
  current: currentOf(rows),
  wanted: wantedOf(rows),
  pending: pendingOf(rows),
  digest,
})

/** A guest's configuration, present and pending, kept up to date. */
export function useGuestConfig(guest: Guest): {
  readonly config: GuestConfig | undefined
  readonly error: ApiFailure | null
  readonly refetch: () => void
} {
  const { node, vmid } = guest
  const follow = { watch: [`/vms/${vmid}`], tasks: [`*:${vmid}`] }
  const pending = useCall(pendingKey(guest), { node, vmid }, follow)
  const config = useCall(configKey(guest), { node, vmid }, follow)
  const digest = config.data?.digest
  const value = useMemo(
    () => (pending.data === undefined || digest === undefined ? undefined : configOf(pending.data, digest)),
    [pending.data, digest],
  )
  return {
    config: value,
    error: pending.error ?? config.error,
    refetch: () => void Promise.all([pending.refetch(), config.refetch()]),
  }
}

/** The configuration as it is on the server now: what a form goes on from after somebody else changed it. */
export async function fetchGuestConfig(guest: Guest): Promise<GuestConfig> {
  const { node, vmid } = guest
  const [rows, { digest }] = await Promise.all([call(pendingKey(guest), { node, vmid }), call(configKey(guest), { node, vmid })])
  return configOf(rows, digest)
}
