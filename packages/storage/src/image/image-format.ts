import type { FilePart } from '../driver.ts'
import { readBytes } from './read-bytes.ts'

/** Formats of images that can be read, besides those that disks can have. */
const foreignFormats = ['vdi', 'vhdx', 'vpc'] as const

export const readableFormats = ['raw', 'qcow2', 'vmdk', ...foreignFormats] as const

export type ReadableFormat = (typeof readableFormats)[number]

const endings: Readonly<Record<string, ReadableFormat>> = {
  raw: 'raw',
  qcow2: 'qcow2',
  vmdk: 'vmdk',
  vdi: 'vdi',
  vhdx: 'vhdx',
  vhd: 'vpc',
  vpc: 'vpc',
}

/** The format that a file's name says; undefined: names such as `.img` and `.bin` say none. */
export function formatByName(path: string): ReadableFormat | undefined {
  return endings[/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '']
}

const signatures: readonly (readonly [offset: number, bytes: string, format: ReadableFormat])[] = [
  [0, 'QFI\xfb', 'qcow2'],
  [0, 'KDMV', 'vmdk'],
  [0, 'vhdxfile', 'vhdx'],
  [0, 'conectix', 'vpc'],
  [64, '\x7f\x10\xda\xbe', 'vdi'],
]

/** The format that the first bytes say. */
export async function formatInside(path: string, part?: FilePart): Promise<ReadableFormat> {
  const text = (await readBytes(path, part?.offset ?? 0, 72)).toString('latin1')
  return signatures.find(([offset, bytes]) => text.startsWith(bytes, offset))?.[2] ?? 'raw'
}
