/** One file system or volume of a pool, as `zfs list -H -p` shows it. */
export interface Dataset {
  /** With the pool in front. */
  readonly name: string
  readonly kind: 'filesystem' | 'volume'
  /** bytes: of a volume its size, of a file system its limit (0: none) */
  readonly size: number
  /** bytes */
  readonly used: number
  /** Snapshot that it is a clone of: `rpool/base-100-disk-0@__base__` */
  readonly origin?: string
  /** seconds since 1970 */
  readonly created: number
  readonly mounted: boolean
  /** `/rpool/subvol-100-disk-0`, `none`, `legacy` */
  readonly mountpoint?: string
}

/** Properties in the order in which `readDatasets` expects them. */
export const datasetProperties = 'name,type,volsize,refquota,usedbydataset,origin,creation,mounted,mountpoint'

const said = (text: string | undefined) => (text === undefined || text === '-' ? undefined : text)

/** Tabs and line breaks are in no name of ZFS, so lines and columns are what they seem. Pure. */
export function readDatasets(text: string): Dataset[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .flatMap(line => {
      const [name = '', kind, volsize, refquota, used, origin, creation, mounted, mountpoint] = line.split('\t')
      if (kind !== 'filesystem' && kind !== 'volume') return []
      const from = said(origin)
      const at = said(mountpoint)
      return {
        name,
        kind,
        size: Number(said(kind === 'volume' ? volsize : refquota) ?? 0),
        used: Number(said(used) ?? 0),
        ...(from !== undefined && { origin: from }),
        created: Number(said(creation) ?? 0),
        mounted: mounted === 'yes',
        ...(at !== undefined && { mountpoint: at }),
      }
    })
}

/** Lines of `zfs list -H -p -t snapshot -o name,creation`: snapshots with their time, in the order given. Pure. */
export function readSnapshots(text: string): { name: string; time: number }[] {
  return text.split('\n').flatMap(line => {
    const [name = '', creation] = line.split('\t')
    const at = name.indexOf('@')
    return at < 0 ? [] : { name: name.slice(at + 1), time: Number(creation) }
  })
}

/** Two numbers of `zfs get -H -p -o value available,used`. Pure. */
export function readSpace(text: string): { available: number; used: number } | undefined {
  const [available, used] = text.split('\n').map(Number)
  if (available === undefined || used === undefined || !Number.isFinite(available) || !Number.isFinite(used)) return undefined
  return { available, used }
}
