/**
 * A number for a whole order of entries, made from that of the order before its last entry: two logs of the same length
 * and number are the same. When machines part, corosync delivers what is left of the old order with holes in it, not the
 * same ones everywhere, so that equal length alone proves nothing.
 */
export function link(chain: number, id: string): number {
  let high = (Math.floor(chain / 2 ** 26) ^ 0x9e3779b9) >>> 0
  let low = (chain % 2 ** 26) ^ 0x85ebca6b
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low + code, 0x27d4eb2f) ^ (low >>> 15)
  }
  return ((high ^ (low >>> 7)) >>> 6) * 2 ** 26 + ((low ^ (high << 3)) >>> 6)
}
