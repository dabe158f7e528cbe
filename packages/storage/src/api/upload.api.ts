import { rename } from 'node:fs/promises'
import { implement, type Implementation } from '@quorate/contract'
import { storageTemplates } from '@quorate/contract/storage/templates'
import { ovfDescription } from '@quorate/contract/storage/ovf-description'
import { storageUpload } from '@quorate/contract/storage/upload'
import { parameterFailure } from '@quorate/schema'
import type { ChecksumAlgorithm, ExpectedChecksum } from '../content/checksum.ts'
import { bringUrl } from '../content/bring-url.ts'
import type { Compression } from '../content/download-url.ts'
import { takeUpload } from '../content/take-upload.ts'
import { storedName } from '../content/upload-name.ts'
import { urlMetadata } from '../content/url-metadata.ts'
import { readUrl } from '../content/http-get.ts'
import { describeManifest, importMetadata } from './import-metadata.ts'
import type { StorageApiServices } from './services.ts'

function expectedChecksum(checksum: string | undefined, algorithm: ChecksumAlgorithm | undefined): { expected?: ExpectedChecksum } {
  return checksum !== undefined && algorithm ? { expected: { checksum, algorithm } } : {}
}

function compressionOf(text: string | undefined): { compression?: Compression } {
  if (text === undefined || text === '') return {}
  if (text === 'gz' || text === 'zst') return { compression: text }
  throw parameterFailure({ compression: `'${text}' cannot be unpacked: expected 'gz' or 'zst'` })
}

/** Files that people bring: uploads and downloads. */
export function storageUploadApi({ storage: service, host }: StorageApiServices): Implementation[] {
  const { upload, downloadUrl: download, importMetadata: metadata } = storageUpload
  return [
    ...implement(
      { upload, downloadUrl: download, metadata },
      {
        async upload(call, { storage, content, filename, checksum, 'checksum-algorithm': algorithm }) {
          service.usable(storage, content)
          const name = storedName(content, filename)
          if (!call.upload) throw parameterFailure({ filename: 'no file was sent: expected multipart/form-data with a file' })
          // The request ends before the task does: from here on the file is the task's.
          const path = `${call.upload.path}.taken`
          const { size } = call.upload
          await rename(call.upload.path, path)
          const { expected } = expectedChecksum(checksum, algorithm)
          return async task => {
            await takeUpload(service, host, task, { storage, content, name }, { path, size }, expected)
          }
        },
        metadata: (call, { storage, volume }) => importMetadata(service, call, storage, volume),
        downloadUrl(_call, parameters) {
          const { storage, content, filename, url, checksum, 'checksum-algorithm': algorithm } = parameters
          service.usable(storage, content)
          const name = storedName(content, filename)
          readUrl(url)
          const verifyCertificates = parameters['verify-certificates'] ?? true
          const request = { url, verifyCertificates, ...expectedChecksum(checksum, algorithm), ...compressionOf(parameters.compression) }
          return async task => {
            await bringUrl(service, host, task, { storage, content, name }, request)
          }
        },
      },
    ),
    ...implement(ovfDescription, { describe: (_call, { manifest }) => describeManifest(manifest) }),
    ...implement(
      { urlMetadata: storageTemplates.urlMetadata },
      {
        urlMetadata: (call, { url, 'verify-certificates': verify }) =>
          urlMetadata({ url, verifyCertificates: verify ?? true, signal: call.signal }),
      },
    ),
  ]
}
