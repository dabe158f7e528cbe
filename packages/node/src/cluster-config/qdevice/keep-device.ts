import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ConfigReader } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { presentCluster } from '../present-cluster.ts'
import { importWhole, newDatabase, type DeviceHost } from './device-database.ts'
import { certificatesMarker, deviceDatabase, deviceFolder, treeDevice } from './places.ts'

interface KeepParts {
  readonly host: DeviceHost
  readonly store: Pick<ConfigReader, 'read'>
}

/**
 * Keeps the certificates of the quorum device on this machine as they are in the tree, and takes them away when the
 * cluster has none any more. The program that uses them is the supervisor's.
 */
export async function keepDevice({ host, store }: KeepParts): Promise<void> {
  const marker = join(host.root.state, certificatesMarker)
  const device = presentCluster(store)?.device
  if (!device || device.tls === 'off') {
    // Without the marker it is a set-up that somebody made by hand, or that is still going on.
    if (device || !(await host.files.stat(marker))) return
    await host.files.removeTree(deviceFolder)
    await host.files.remove(marker)
    return
  }
  const [authority, certificate] = [treeDevice.authority, treeDevice.certificate].map(path => store.read(path)?.text.trim())
  if (authority === undefined || certificate === undefined) {
    if (await host.files.stat(deviceDatabase)) return
    throw new Failure(
      'the quorum device cannot be reached: its certificates are not in /etc/pve/priv/qdevice - remove it and set it up again',
    )
  }
  const wanted = createHash('sha256').update(`${authority} ${certificate}`).digest('hex')
  if ((await host.files.readIfThere(marker)) === wanted && (await host.files.stat(deviceDatabase))) return
  await newDatabase(host, authority)
  await importWhole(host, certificate)
  await host.files.writeAtomic(marker, wanted, 0o600)
}
