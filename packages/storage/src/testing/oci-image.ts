import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'

/** An image by its blobs, as a registry or an archive holds them. */
export interface OciTestImage {
  readonly blobs: ReadonlyMap<string, Buffer>
  /** The manifest's. */
  readonly digest: string
  readonly manifest: Buffer
  readonly mediaType: string
}

export interface OciTestLayer {
  /** Files by path; a text that begins with `->` is a symbolic link. */
  readonly files: Readonly<Record<string, string>>
  readonly compression?: 'gzip' | 'zstd' | 'none'
}

export const digestOf = (data: Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`

const withFolder = <T>(use: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-oci-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function tarOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  return withFolder(folder => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      if (typeof text === 'string' && text.startsWith('->')) symlinkSync(text.slice(2), join(folder, path))
      else writeFileSync(join(folder, path), text)
    }
    return execFileSync('tar', ['-C', folder, '--mtime=@0', '-c', '--', ...Object.keys(files)], { maxBuffer: 2 ** 28 })
  })
}

const packers = { gzip: (data: Buffer) => gzipSync(data), zstd: (data: Buffer) => zstdCompressSync(data), none: (data: Buffer) => data }
const endings = { gzip: '+gzip', zstd: '+zstd', none: '' }

/** `config`: of the `config` member of the image's config. `change`: of the manifest before it is written. */
export function ociTestImage(
  layers: readonly OciTestLayer[],
  config: Readonly<Record<string, unknown>> = {},
  change: (manifest: Record<string, unknown>) => Record<string, unknown> = manifest => manifest,
): OciTestImage {
  const blobs = new Map<string, Buffer>()
  const add = (data: Buffer, mediaType: string) => {
    blobs.set(digestOf(data), data)
    return { mediaType, digest: digestOf(data), size: data.length }
  }
  const tars = layers.map(({ files }) => tarOf(files))
  const described = tars.map((tar, index) => {
    const compression = layers[index]?.compression ?? 'gzip'
    return add(packers[compression](tar), `application/vnd.oci.image.layer.v1.tar${endings[compression]}`)
  })
  const image = { os: 'linux', architecture: 'amd64', config, rootfs: { type: 'layers', diff_ids: tars.map(digestOf) } }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = Buffer.from(
    JSON.stringify(
      change({
        schemaVersion: 2,
        mediaType,
        config: add(Buffer.from(JSON.stringify(image)), 'application/vnd.oci.image.config.v1+json'),
        layers: described,
      }),
    ),
  )
  add(manifest, mediaType)
  return { blobs, digest: digestOf(manifest), manifest, mediaType }
}

/** The image as an OCI archive. `files`: in place of, or beside, what belongs in it. */
export function ociTestArchive(
  { blobs, digest, manifest, mediaType }: OciTestImage,
  files: Readonly<Record<string, string | Buffer>> = {},
): Buffer {
  const platform = { os: 'linux', architecture: 'amd64' }
  return tarOf({
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size: manifest.length, platform }] }),
    ...Object.fromEntries([...blobs].map(([name, data]) => [`blobs/${name.replace(':', '/')}`, data])),
    ...files,
  })
}
