import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { askQemu } from './ask-qemu.ts'
import type { QemuCapabilities } from './qemu-capabilities.ts'

/** Raised when `QemuCapabilities` gets a member, so that older files are asked for again. */
const form = 2

interface Kept {
  readonly form: number
  /** Of the program when it was asked: an update changes them. */
  readonly mtime: number
  readonly size: number
  readonly capabilities: QemuCapabilities
}

/**
 * What the QEMU program offers; asked once per build of it and kept in the state folder. Asked again after an update.
 * Keep the returned function for the life of the process: it remembers.
 */
export function capabilitiesOf(host: Host, binary: string): () => Promise<QemuCapabilities> {
  const file = join(host.root.state, `qemu-capabilities-${createHash('sha256').update(binary).digest('hex').slice(0, 12)}.json`)
  let remembered: Kept | undefined
  return async () => {
    const stat = await host.files.stat(binary)
    if (!stat) throw new Failure(`${binary} is not installed on node ${host.root.node}: install the package qemu-system-x86`)
    const fits = (kept: Kept | undefined) => kept?.form === form && kept.mtime === stat.mtime && kept.size === stat.size
    if (!fits(remembered)) remembered = readKept(await host.files.readIfThere(file))
    if (!fits(remembered)) {
      remembered = { form, mtime: stat.mtime, size: stat.size, capabilities: await askQemu(host, binary) }
      await host.files.makeDirectory(host.root.state, 0o700)
      await host.files.writeAtomic(file, `${JSON.stringify(remembered)}\n`, 0o600)
    }
    return (remembered as Kept).capabilities
  }
}

/** A file that cannot be read is as none: the program is asked again. */
function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Kept
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
