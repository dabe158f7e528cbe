/** A drive or mount point of a config: what it refers to, then options in the order they were written. */
export interface DriveText {
  /** `local:100/vm-100-disk-0.qcow2`, `none`, `/dev/sdb` */
  readonly file: string
  readonly options: ReadonlyMap<string, string>
}

/** `local:100/vm-100-disk-0.qcow2,size=8G` as its parts. `file` may stand anywhere as `file=` or `volume=`. */
export function parseDrive(text: string): DriveText {
  const options = new Map<string, string>()
  let file = ''
  for (const part of text.split(',').map(piece => piece.trim())) {
    if (part === '') continue
    const at = part.indexOf('=')
    const name = at < 0 ? 'file' : part.slice(0, at)
    const value = at < 0 ? part : part.slice(at + 1)
    if (name === 'file' || name === 'volume') file = value
    else options.set(name, value)
  }
  return { file, options }
}

export function formatDrive(drive: DriveText): string {
  return [drive.file, ...[...drive.options].map(([name, value]) => `${name}=${value}`)].join(',')
}

/** The same drive with other options; undefined takes one away. */
export function withOptions(drive: DriveText, changes: Readonly<Record<string, string | undefined>>): DriveText {
  const options = new Map(drive.options)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) options.delete(name)
    else options.set(name, value)
  }
  return { file: drive.file, options }
}

export function isCdrom(drive: DriveText): boolean {
  return drive.options.get('media') === 'cdrom'
}

/** A generated drive with the guest's cloud-init data. */
export function isCloudInit(drive: DriveText): boolean {
  return /:(?:.*\/)?(?:vm-\d+-)?cloudinit(?:\.(?:raw|qcow2))?$/.test(drive.file)
}

/** A name of a volume on a storage, not a path, `none` or `cdrom`. */
export function isVolume(file: string): boolean {
  return /^[a-z][\w.-]*:\S/i.test(file)
}

/** Sizes are written in the largest unit that divides them. */
export function sizeText(bytes: number): string {
  for (const [unit, factor] of [
    ['T', 2 ** 40],
    ['G', 2 ** 30],
    ['M', 2 ** 20],
    ['K', 2 ** 10],
  ] as const) {
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`
  }
  return String(bytes)
}
