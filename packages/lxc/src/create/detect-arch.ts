import type { RootedFiles } from '@quorate/host'

/** Machine numbers of ELF headers with the word size, as configs name them. */
const names: Readonly<Record<string, string>> = {
  '62/2': 'amd64',
  '3/1': 'i386',
  '183/2': 'arm64',
  '40/1': 'armhf',
  '243/1': 'riscv32',
  '243/2': 'riscv64',
}
const headerBytes = 20

/** The architecture that an ELF header tells; undefined: no ELF file, or another architecture. */
export function archOf(header: Uint8Array): string | undefined {
  const bytes = Buffer.from(header)
  if (bytes.length < headerBytes || bytes.subarray(0, 4).toString('latin1') !== '\x7fELF') return undefined
  const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18)
  return names[`${machine}/${bytes[4]}`]
}

async function headerAt(files: RootedFiles, path: string): Promise<Uint8Array | undefined> {
  try {
    const { stream } = files.openRead(path)
    for await (const chunk of stream as AsyncIterable<Buffer>) return chunk
  } catch {
    // A shell is missing, or is no file: the next one may tell.
  }
  return undefined
}

/** What the programs in a root file system are made for, by its shell; undefined: it does not tell. */
export async function detectArch(files: RootedFiles): Promise<string | undefined> {
  for (const path of ['/bin/sh', '/bin/bash', '/usr/bin/sh', '/run/current-system/sw/bin/sh']) {
    const header = await headerAt(files, path)
    const arch = header && archOf(header)
    if (arch !== undefined) return arch
  }
  return undefined
}
