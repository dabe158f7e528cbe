import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { anyUser, both, either, needs } from '../permission.ts'

export const storageUpload = {
  downloadUrl: endpoint({
    method: 'POST',
    path: '/nodes/{node}/storage/{storage}/download-url',
    description: 'Download a file from a server to the storage.',
    permission: both(
      needs('/storage/{storage}', 'Datastore.AllocateTemplate'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/nodes/{node}', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    proxy: 'node',
    task: { type: 'download', id: 'filename' },
    parameters: {
      node,
      storage: storageId,
      checksum: optional(string({ description: 'Expected checksum.', requires: 'checksum-algorithm' })),
      'checksum-algorithm': optional(
        string({
          description: 'Algorithm of the checksum.',
          requires: 'checksum',
          enum: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
        }),
      ),
      compression: optional(string({ description: 'How the file is decompressed.' })),
      content: string({ description: 'Kinds of content.', format: 'pve-storage-content', enum: ['iso', 'vztmpl', 'import'] }),
      filename: string({ description: 'Name of the file on the storage.', maxLength: 255 }),
      url: string({ description: 'Address of the file.', pattern: 'https?://.*' }),
      'verify-certificates': optional(boolean({ description: "Verify the server's certificate.", default: true })),
    },
  }),
  importMetadata: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/import-metadata',
    description: 'Show what can be made of a guest that can be imported.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, storage: storageId, volume: string({ description: 'Volume id: storage:name.' }) },
    returns: object({
      'create-args': object({}, { additionalProperties: true }),
      disks: optional(object({}, { additionalProperties: true })),
      net: optional(object({}, { additionalProperties: true })),
      source: string({ enum: ['esxi'] }),
      type: string({ enum: ['vm'] }),
      warnings: optional(
        array(
          object(
            {
              key: optional(string()),
              type: string({
                enum: [
                  'cdrom-image-ignored',
                  'efi-state-lost',
                  'guest-is-running',
                  'nvme-unsupported',
                  'ova-needs-extracting',
                  'ovmf-with-lsi-unsupported',
                  'serial-port-socket-only',
                ],
              }),
              value: optional(string()),
            },
            { additionalProperties: true },
          ),
        ),
      ),
    }),
  }),
  pullOci: endpoint({
    method: 'POST',
    path: '/nodes/{node}/storage/{storage}/oci-registry-pull',
    description: 'Fetch a container image from a registry.',
    permission: both(needs('/storage/{storage}', 'Datastore.AllocateTemplate'), needs('/nodes/{node}', 'Sys.AccessNetwork')),
    privileged: true,
    proxy: 'node',
    task: { type: 'ociregistrypull', id: 'filename' },
    parameters: {
      node,
      storage: storageId,
      filename: optional(string({ description: 'Name of the file on the storage, without ending.', minLength: 1, maxLength: 255 })),
      reference: string({
        description: 'Image reference.',
        pattern:
          '^(?:(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d])(?:\\.(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d]))*(?::\\d+)?/)?[a-z\\d]+(?:(?:[._]|__|-+)[a-z\\d]+)*(?:/[a-z\\d]+(?:(?:[._]|__|-+)[a-z\\d]+)*)*:\\w[\\w.-]{0,127}$',
      }),
    },
  }),
  upload: endpoint({
    method: 'POST',
    path: '/nodes/{node}/storage/{storage}/upload',
    description: 'Upload a file to the storage.',
    permission: needs('/storage/{storage}', 'Datastore.AllocateTemplate'),
    privileged: true,
    task: { type: 'imgcopy', id: 'filename' },
    transport: 'upload',
    parameters: {
      node,
      storage: storageId,
      checksum: optional(string({ description: 'Expected checksum.', requires: 'checksum-algorithm' })),
      'checksum-algorithm': optional(
        string({
          description: 'Algorithm of the checksum.',
          requires: 'checksum',
          enum: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
        }),
      ),
      content: string({ description: 'Kinds of content.', format: 'pve-storage-content', enum: ['iso', 'vztmpl', 'import'] }),
      filename: string({ description: 'Name of the file on the storage.', maxLength: 255 }),
      tmpfilename: optional(string({ description: 'Path of the uploaded file.', pattern: '/var/tmp/pveupload-[0-9a-f]+' })),
    },
  }),
}
