/** One network interface of a guest, as its addresses are shown. */
export interface GuestInterface {
  readonly name: string
  readonly mac: string
  /** Without the prefix. */
  readonly addresses: readonly string[]
}

interface AnsweredInterface {
  readonly name?: string
  readonly 'hardware-address'?: string
  readonly 'ip-addresses'?: readonly { readonly 'ip-address'?: string | undefined }[]
}

/** Link-local addresses come last, those of the loopback not at all. */
const isLinkLocal = (address: string) => /^(?:fe80:|169\.254\.)/i.test(address)

/** Interfaces from what the guest agent (`{result}`) or the container's list answers. */
export function guestInterfaces(answer: unknown): readonly GuestInterface[] {
  const list = Array.isArray(answer) ? answer : (answer as { result?: unknown } | undefined)?.result
  if (!Array.isArray(list)) return []
  return (list as readonly AnsweredInterface[])
    .filter(({ name }) => name !== undefined && name !== 'lo')
    .map(one => ({
      name: one.name ?? '',
      mac: one['hardware-address'] ?? '',
      addresses: (one['ip-addresses'] ?? [])
        .map(address => address['ip-address'] ?? '')
        .filter(address => address !== '' && address !== '127.0.0.1' && address !== '::1')
        .toSorted((a, b) => Number(isLinkLocal(a)) - Number(isLinkLocal(b))),
    }))
    .filter(({ addresses }) => addresses.length > 0)
}
