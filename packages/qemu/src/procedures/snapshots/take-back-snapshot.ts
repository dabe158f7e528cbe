import { readGuestConfig, type SnapshotDisk } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { endSending } from '../../state/outgoing-state.ts'
import { goOn, type Standing } from '../../state/standing.ts'
import { removeFromDisk } from './disk-snapshots.ts'
import { placeHere } from '../place-here.ts'

export interface BegunSnapshot {
  readonly vmid: number
  readonly name: string
  readonly disks: readonly SnapshotDisk[]
  /** Volume of the saved memory. */
  readonly state?: string
  /** undefined: the guest did not run */
  readonly standing?: Standing
}

/**
 * Takes back a snapshot that did not become part of the config: the guest goes on, its disks lose the snapshot, the
 * saved memory goes. Every part is tried; fails when one did.
 */
export async function takeBackSnapshot(services: QemuServices, begun: BegunSnapshot, log: (line: string) => void): Promise<void> {
  const { vmid, name, disks, state, standing } = begun
  if (readGuestConfig(services.store, placeHere(services, vmid)).config.snapshot(name)) return
  const running = (await services.runtime.running(vmid)) !== undefined
  const failures: unknown[] = []
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      log(`${what}: ${failureText(error)}`)
      failures.push(error)
    }
  }
  if (running && standing) {
    await attempt('letting the guest go on', () =>
      services.runtime.qmp(vmid, async client => {
        await endSending(client)
        await goOn(client, standing)
      }),
    )
  }
  for (const disk of disks) {
    await attempt(`removing the snapshot of ${disk.key}`, async () => {
      if (await services.storage.exists(disk.volid)) await removeFromDisk(services, vmid, disk, name, running)
    })
  }
  if (state !== undefined) await attempt(`removing ${state}`, () => services.storage.free(state))
  if (failures.length) throw failures[0]
}
