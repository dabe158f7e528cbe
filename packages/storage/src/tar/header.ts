/** Headers of tar archives, read. */

export const tarBlock = 512

export function numberAt(header: Buffer, offset: number, length: number): number {
  if (((header[offset] ?? 0) & 0x80) === 0) {
    const text = header
      .toString('latin1', offset, offset + length)
      .replace(/[\0 ]+$/, '')
      .trim()
    return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : Number.NaN
  }
  // Beyond 8 GiB the size is a binary number; six bytes are more than any file has.
  return header.subarray(offset + 1, offset + length - 6).some(byte => byte !== 0) ? Number.NaN : header.readUIntBE(offset + length - 6, 6)
}

export function textAt(header: Buffer, offset: number, length: number): string {
  const bytes = header.subarray(offset, offset + length)
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? length : end)
}

/** The sum over a header as it stands in it. */
export function headerSum(header: Buffer): number {
  return header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

export function isHeader(header: Buffer): boolean {
  return headerSum(header) === numberAt(header, 148, 8)
}

/** The name that a header itself holds. */
export function nameAt(header: Buffer): string {
  const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : ''
  return (prefix ? `${prefix}/` : '') + textAt(header, 0, 100)
}

/** `12 path=name\n` records of a POSIX extended header. */
export function extendedRecords(text: string): Map<string, string> {
  const records = new Map<string, string>()
  for (let rest = text; rest !== '';) {
    const length = Number(/^(\d+) /.exec(rest)?.[1])
    if (!(length > 0)) break
    const pair = /^\d+ ([^=]+)=([^]*)\n$/.exec(rest.slice(0, length))
    if (pair) records.set(pair[1] as string, pair[2] as string)
    rest = rest.slice(length)
  }
  return records
}
