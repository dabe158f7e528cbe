export interface GuestPath {
  readonly node: string
  readonly kind: 'qemu' | 'lxc'
  readonly vmid: number
}

const form = /^nodes\/([^/]+)\/(qemu-server|lxc)\/([1-9][0-9]{2,8})\.conf$/

/** Which guest a file configures; undefined when it is no guest's config. */
export function guestOf(path: string): GuestPath | undefined {
  const [, node, folder, vmid] = form.exec(path) ?? []
  if (node === undefined) return undefined
  return { node, kind: folder === 'lxc' ? 'lxc' : 'qemu', vmid: Number(vmid) }
}

/** `VM 100 already exists on node 'pve'`; clients match it. */
export function guestExistsText(guest: GuestPath): string {
  return `${guest.kind === 'lxc' ? 'CT' : 'VM'} ${guest.vmid} already exists on node '${guest.node}'`
}
