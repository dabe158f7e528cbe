import { Failure } from '@quorate/schema'
import { isOn } from '../config/option-value.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageTypes, type StorageType } from '../config/storage-types.ts'
import type { OpenedStorage, StorageDriver } from '../driver.ts'
import type { Host } from '@quorate/host'
import { QemuImg } from '../image/qemu-img.ts'
import { ZfsClones } from '../zfs/clones.ts'
import type { ZfsParts } from '../zfs/parts.ts'
import { ZfsSnapshots } from '../zfs/snapshots.ts'
import { ZfsVolumes } from '../zfs/volumes.ts'
import { ZfsTool } from '../zfs/zfs-tool.ts'

const poolName = /^[A-Za-z][A-Za-z0-9_.:-]*(?:\/[A-Za-z0-9][A-Za-z0-9_.:-]*)*$/
const blockSize = /^(?:512|\d{1,3}[kK]|1[mM])$/
const place = /^(?:\/[^/\p{Cc}]+)+$/u

function refuse(entry: StorageEntry, key: string, expected: string): never {
  throw new Failure(`storage '${entry.id}': ${key} '${entry.options[key] ?? ''}' is not ${expected}`, { status: 400 })
}

function open(id: string, entry: StorageEntry, host: Host): OpenedStorage {
  const pool = entry.options['pool'] ?? ''
  const zfs = new ZfsTool(host)
  const blocksize = entry.options['blocksize']
  const parts: ZfsParts = {
    id,
    pool,
    mountpoint: entry.options['mountpoint'] ?? `/${pool}`,
    host,
    zfs,
    qemuImg: new QemuImg(host),
    ...(blocksize !== undefined && { blocksize }),
    sparse: isOn(entry.options['sparse'] ?? '0'),
  }
  return {
    async activate() {
      const [name = ''] = pool.split('/')
      try {
        if (await zfs.space(pool)) return
        if (!(await zfs.space(name))) await zfs.importPool(name)
      } catch (error) {
        throw new Failure(`unable to activate storage '${id}': pool '${name}' is not in use here and cannot be imported`, { cause: error })
      }
      if (!(await zfs.space(pool))) throw new Failure(`unable to activate storage '${id}': there is no dataset '${pool}'`)
    },
    deactivate: async () => {},
    async status() {
      const space = await zfs.space(pool)
      return space ? { active: true, total: space.available + space.used, ...space } : { active: false }
    },
    volumes: new ZfsVolumes(parts),
    snapshots: new ZfsSnapshots(parts),
    clones: new ZfsClones(parts),
  }
}

/** A ZFS pool of this machine, or a dataset in one. */
export const zfspoolDriver: StorageDriver = {
  type: 'zfspool',
  config: storageTypes['zfspool'] as StorageType,
  check(entry) {
    const { pool = '', mountpoint, blocksize } = entry.options
    if (!poolName.test(pool)) refuse(entry, 'pool', 'the name of a pool or of a dataset in one')
    if (mountpoint !== undefined && (!place.test(mountpoint) || mountpoint.split('/').includes('..')))
      refuse(entry, 'mountpoint', 'an absolute path')
    if (blocksize !== undefined && !blockSize.test(blocksize)) refuse(entry, 'blocksize', 'a block size such as 16k')
  },
  open,
}
