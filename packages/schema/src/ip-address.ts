const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`)

/** Dotted quad without leading zeros. */
export function isIpv4(text: string): boolean {
  return ipv4.test(text)
}

/** RFC 4291 text, also with `::` and an embedded IPv4 tail; no zone. */
export function isIpv6(text: string): boolean {
  let rest = text
  const tail = /^(.*:)([^:]*\.[^:]*)$/.exec(rest)
  if (tail) {
    if (!isIpv4(tail[2]!)) return false
    rest = `${tail[1]}0:0`
  }
  const halves = rest.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  if (!groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8
}

export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** One text for each address, however it is written; undefined: no address. */
export function canonicalIp(text: string): string | undefined {
  if (isIpv4(text)) return text
  return isIpv6(text) ? new URL(`http://[${text}]`).hostname.slice(1, -1) : undefined
}

/** `10.0.0.0/24`, `fd00::/64`. `version`: only that one. */
export function isCidr(text: string, version?: 4 | 6): boolean {
  const slash = text.indexOf('/')
  if (slash < 0) return false
  const prefix = text.slice(slash + 1)
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix)) return false
  const address = text.slice(0, slash)
  if (version !== 6 && isIpv4(address)) return Number(prefix) <= 32
  return version !== 4 && isIpv6(address) && Number(prefix) <= 128
}

const masks = new Set(
  Array.from({ length: 33 }, (_, bits) => {
    const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0
    return [24, 16, 8, 0].map(shift => (mask >>> shift) & 255).join('.')
  }),
)

/** A contiguous netmask such as 255.255.255.0, or a prefix length. */
export function isIpv4Mask(text: string): boolean {
  return masks.has(text) || /^(?:\d|[12]\d|3[0-2])$/.test(text)
}
