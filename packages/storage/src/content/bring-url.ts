import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { StorageService } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { verifyFile } from './checksum.ts'
import { downloadUrl, type DownloadRequest } from './download-url.ts'
import type { NewFile } from './new-file.ts'

/** Fetches a file, unless it is there already and right. One that is there and is another stays, and that is a failure. */
export async function bringUrl(service: StorageService, host: Host, work: Work, file: NewFile, request: DownloadRequest): Promise<void> {
  const volid = `${file.storage}:${file.content}/${file.name}`
  if (!(await service.exists(volid))) {
    await downloadUrl(service, host, work, file, request)
    return
  }
  const { path } = await service.resolve(volid)
  if (!request.expected || request.compression) throw new Failure(`refusing to override existing file '${path}'`)
  const options = { signal: work.signal, progress: () => {} }
  await verifyFile(`refusing to override existing file '${path}'`, path, request.expected, options)
  work.log(`'${volid}' is there already and its ${request.expected.algorithm} checksum is right`)
}
