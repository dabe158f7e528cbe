/** Which program runs a guest; also the type of its row in lists. */
export type GuestKind = 'qemu' | 'lxc'

export interface GuestPlace {
  readonly vmid: number
  readonly node: string
  readonly kind: GuestKind
}

const form = /^nodes\/([^/]+)\/(qemu-server|lxc)\/([1-9]\d{2,8})\.conf$/

/** What people call a guest of this kind. */
export function wordOf({ kind }: Pick<GuestPlace, 'kind'>): 'VM' | 'CT' {
  return kind === 'lxc' ? 'CT' : 'VM'
}

export function guestPath(place: GuestPlace): string {
  return `nodes/${place.node}/${place.kind === 'qemu' ? 'qemu-server' : 'lxc'}/${place.vmid}.conf`
}

/** undefined: no guest's config file */
export function placeOf(path: string): GuestPlace | undefined {
  const match = form.exec(path)
  if (!match) return undefined
  return { node: match[1] as string, kind: match[2] === 'lxc' ? 'lxc' : 'qemu', vmid: Number(match[3]) }
}
