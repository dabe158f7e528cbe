import { createReadStream } from 'node:fs'
import { posix } from 'node:path'
import { implement, type Call, type Implementation } from '@quorate/contract'
import { lxcFiles } from '@quorate/contract/lxc/files'
import { parameterFailure } from '@quorate/schema'
import { findRoot } from '../files/find-root.ts'
import { GuestFiles } from '../files/guest-files.ts'
import type { Ownership } from '../files/file-request.ts'
import { shown } from '../programs/shown.ts'
import type { LxcServices } from '../services.ts'

const most = 16 << 20

function ownershipOf({ user, group, perms }: { user?: string; group?: string; perms?: string }): Ownership {
  return {
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
    ...(perms !== undefined && { mode: Number.parseInt(perms, 8) }),
  }
}

function contentOf(content: string, encode: boolean | undefined): Buffer {
  if (encode !== false) return Buffer.from(content)
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) throw parameterFailure({ content: 'it is not base64' })
  return Buffer.from(content, 'base64')
}

function checkPath(file: string): void {
  if (!file.startsWith('/') || file.includes('\0')) throw parameterFailure({ file: `${shown(file)} is no absolute path in the container` })
}

/** Files inside containers. */
export function lxcFilesApi(services: LxcServices): Implementation[] {
  const files = new GuestFiles(services)
  /** Whoever looks after the node finds in the task list who read or wrote what. */
  const note = async (call: Call, vmid: number, file: string, type: string) => {
    services.guests.require(services.host.root.node, 'lxc', vmid)
    checkPath(file)
    await findRoot(services, vmid)
    await services.noteTask(call, type, String(vmid), shown(file))
  }
  return implement(lxcFiles, {
    async read(call, { vmid, file, offset, count, decode }) {
      await note(call, vmid, file, 'vzfileread')
      const { data, truncated } = await files.read(vmid, file, { offset: offset ?? 0, count: count ?? most })
      return { content: data.toString(decode === false ? 'base64' : 'utf8'), ...(truncated && { truncated: true }) }
    },
    async write(call, { vmid, file, content, encode, ...ownership }) {
      const bytes = contentOf(content, encode)
      await note(call, vmid, file, 'vzfilewrite')
      await files.write(vmid, file, bytes, ownershipOf(ownership))
      return null
    },
    async download(call, { vmid, file }) {
      await note(call, vmid, file, 'vzfileread')
      const { size, stream } = await files.open(vmid, file)
      return { stream, length: size, filename: posix.basename(file) }
    },
    async upload(call, { vmid, file, ...ownership }) {
      if (!call.upload) throw parameterFailure({ filename: 'no file was sent: expected multipart/form-data with a file' })
      await note(call, vmid, file, 'vzfilewrite')
      await files.write(vmid, file, createReadStream(call.upload.path), ownershipOf(ownership))
      return null
    },
  })
}
