import { headerSum, tarBlock } from '@quorate/storage'

export interface HeaderFields {
  /** At most 100 bytes, as all that is written here. */
  readonly path: string
  readonly kind: 'file' | 'link' | 'folder'
  readonly mode: number
  /** bytes; 0 for what is no file */
  readonly size: number
  /** seconds since 1970 */
  readonly mtime: number
  /** What a link says, at most 100 bytes. */
  readonly target?: string
}

const types = { file: '0', link: '2', folder: '5' } as const

function octal(header: Buffer, offset: number, length: number, value: number): void {
  const text = Math.trunc(value).toString(8)
  if (text.length < length) header.write(text.padStart(length - 1, '0'), offset, 'latin1')
  else {
    header[offset] = 0x80
    header.writeUIntBE(value, offset + length - 6, 6)
  }
}

function text(header: Buffer, offset: number, value: string): void {
  if (Buffer.byteLength(value) > 100) throw new RangeError(`'${value}' is too long for the header of an archive`)
  header.write(value, offset, 'utf8')
}

/** A header of a tar archive, owned by root. */
export function tarHeader({ path, kind, mode, size, mtime, target }: HeaderFields): Buffer {
  const header = Buffer.alloc(tarBlock)
  text(header, 0, path)
  octal(header, 100, 8, mode)
  octal(header, 108, 8, 0)
  octal(header, 116, 8, 0)
  octal(header, 124, 12, size)
  octal(header, 136, 12, mtime)
  header.write(types[kind], 156, 'latin1')
  if (target !== undefined) text(header, 157, target)
  header.write('ustar\u000000', 257, 'latin1')
  header.write('root', 265, 'latin1')
  header.write('root', 297, 'latin1')
  header.write(`${headerSum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** What fills up a member's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((tarBlock - (size % tarBlock)) % tarBlock)
}

/** What stands at the end of an archive. */
export const tarEnd: Buffer = Buffer.alloc(2 * tarBlock)
