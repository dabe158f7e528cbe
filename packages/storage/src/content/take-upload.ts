import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { errorCode, type Host } from '@quorate/host'
import { QemuImg } from '../image/qemu-img.ts'
import { refuseReferences } from '../image/refuse-references.ts'
import type { StorageService } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { verifyFile, type ExpectedChecksum } from './checksum.ts'
import { newFile, type NewFile } from './new-file.ts'

/** A rename where both lie on one file system, else a copy. */
async function bring(from: string, to: string, work: Work): Promise<void> {
  try {
    return await rename(from, to)
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error
  }
  const total = (await stat(from)).size
  let done = 0
  const source = createReadStream(from, { highWaterMark: 1 << 20 })
  source.on('data', chunk => {
    done += chunk.length
    work.progress(done, total, 'bytes', 'copying')
  })
  await pipeline(source, createWriteStream(to, { flags: 'wx', mode: 0o600 }), { signal: work.signal })
}

/** Refuses disk images that refer to other files. Archives are looked into when they are imported. */
export async function refuseBadImport(host: Host, file: NewFile, path: string): Promise<void> {
  const format = /\.(qcow2|vmdk)$/.exec(file.name)?.[1]
  if (file.content === 'import' && format) await refuseReferences(new QemuImg(host), `file '${file.name}'`, { path, format })
}

/** Moves an uploaded file to its place. The file is gone afterwards, whatever happens. */
export async function takeUpload(
  service: StorageService,
  host: Host,
  work: Work,
  file: NewFile,
  upload: { readonly path: string; readonly size: number },
  expected: ExpectedChecksum | undefined,
): Promise<string> {
  try {
    work.log(`target node: ${host.root.node}`)
    work.log(`target file: ${file.storage}:${file.content}/${file.name}`)
    work.log(`file size is: ${upload.size} bytes`)
    if (expected) {
      work.log(`checking ${expected.algorithm} checksum`)
      const progress = (done: number) => work.progress(done, upload.size, 'bytes', 'checking')
      await verifyFile(`file '${file.name}'`, upload.path, expected, { signal: work.signal, progress })
    }
    await refuseBadImport(host, file, upload.path)
    const volid = await newFile(service, work, file, path => bring(upload.path, path, work))
    work.log('finished file import successfully')
    return volid
  } finally {
    await rm(upload.path, { force: true })
  }
}
