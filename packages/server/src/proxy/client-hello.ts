const handshake = 22
const clientHello = 1
const alpnExtension = 16
/** bytes; no client says more before it is answered */
const longest = 16_384

/**
 * The protocols that a TLS client offers (ALPN), read from the first bytes of its connection. undefined: more has to come.
 * Whatever is no hello, or a hello of more than one record, offers none.
 */
export function offeredProtocols(bytes: Buffer): readonly string[] | undefined {
  if (bytes.length > 0 && bytes[0] !== handshake) return []
  if (bytes.length < 6) return undefined
  const size = bytes.readUInt16BE(3)
  if (bytes[5] !== clientHello || size > longest) return []
  if (bytes.length < 5 + size) return undefined
  try {
    return protocolsIn(bytes.subarray(9, 5 + size))
  } catch (error) {
    // Cut short: TLS itself will say what is wrong with it.
    if (error instanceof RangeError) return []
    throw error
  }
}

/** `hello`: from its version on. */
function protocolsIn(hello: Buffer): readonly string[] {
  let at = 2 + 32
  at += 1 + hello.readUInt8(at)
  at += 2 + hello.readUInt16BE(at)
  at += 1 + hello.readUInt8(at)
  if (at === hello.length) return []
  const end = at + 2 + hello.readUInt16BE(at)
  for (at += 2; at < end;) {
    const type = hello.readUInt16BE(at)
    const length = hello.readUInt16BE(at + 2)
    if (type === alpnExtension) return namesIn(hello.subarray(at + 6, at + 4 + length))
    at += 4 + length
  }
  return []
}

function namesIn(list: Buffer): readonly string[] {
  const names: string[] = []
  for (let at = 0; at < list.length; at += 1 + list.readUInt8(at)) names.push(list.toString('latin1', at + 1, at + 1 + list.readUInt8(at)))
  return names
}
