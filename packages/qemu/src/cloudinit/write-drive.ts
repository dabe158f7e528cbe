import { basename, dirname, join } from 'node:path'
import { Failure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import type { QemuServices } from '../services.ts'
import { makeSeedImage, workFolder } from './seed-image.ts'
import type { Seed } from './seed.ts'

/** Size of a cloud-init volume; an image that is smaller is filled up, so that nothing of a former one stays. */
export const driveBytes = 4 * 2 ** 20

const timeoutMs = 60_000

type Publish = () => Promise<void>

/**
 * Makes the image of a seed the content of a cloud-init volume. A file is replaced whole; a block device is written
 * over. `around` is given the moment of that, for what has to be done right before and after.
 */
export async function writeDrive(
  { host, storage }: Pick<QemuServices, 'host' | 'storage'>,
  work: Work,
  vmid: number,
  volid: string,
  seed: Seed,
  around: (publish: Publish) => Promise<void> = publish => publish(),
): Promise<void> {
  const { path, kind, format } = await storage.resolve(volid)
  const hidden = join(dirname(path), `.${basename(path)}.new`)
  const unfinished = await work.undo('qemu.drop-cloud-init', { vmid, path: hidden })
  const convert = (...args: string[]) => host.exec('qemu-img', ['convert', '-f', 'raw', ...args], { timeoutMs, signal: work.signal })
  try {
    const image = await makeSeedImage(host, workFolder(host, vmid), seed)
    const size = (await host.files.stat(image))?.size ?? 0
    if (size < driveBytes) await host.exec('qemu-img', ['resize', '-q', '-f', 'raw', image, String(driveBytes)], { timeoutMs })
    if (kind === 'file') {
      // Made before it is filled: qemu-img would let everybody read it.
      await host.files.writeAtomic(hidden, '', 0o600)
      await convert('-O', format, image, hidden)
    }
    await around(kind === 'file' ? () => host.files.rename(hidden, path) : async () => void (await convert('-n', '-O', 'raw', image, path)))
  } catch (error) {
    throw new Failure(`the cloud-init drive ${volid} of VM ${vmid} could not be written`, { cause: error })
  } finally {
    await host.files.remove(hidden)
    await host.files.removeTree(workFolder(host, vmid))
  }
  await unfinished.settle()
}
