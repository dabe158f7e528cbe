import type { RootedFiles } from '@quorate/host'
import type { FileEdit } from '../setup/setup-types.ts'

/** The folder of a path; nothing for what lies in `/` itself. */
function folderOf(path: string): string {
  return path.replace(/\/*[^/]+\/*$/, '')
}

async function makeAbove(files: RootedFiles, path: string): Promise<void> {
  const folder = folderOf(path)
  if (folder !== '') await files.makeFolder(folder)
}

async function apply(files: RootedFiles, edit: FileEdit): Promise<void> {
  switch (edit.op) {
    case 'write':
      await makeAbove(files, edit.path)
      // What says the same already is left alone, with its time of change.
      if (files.read(edit.path, Buffer.byteLength(edit.content))?.toString('utf8') === edit.content) return
      return files.write(edit.path, edit.content, { ...(edit.mode !== undefined && { mode: edit.mode }) })
    case 'remove':
      return files.remove(edit.path)
    case 'link':
      if (files.look(edit.path)?.target === edit.target) return
      await makeAbove(files, edit.path)
      return files.link(edit.path, edit.target)
    case 'directory':
      return files.makeFolder(edit.path, edit.mode)
  }
}

/** Makes the changes in their order. Each is whole or not made; made again they change nothing. */
export async function applyEdits(files: RootedFiles, edits: readonly FileEdit[]): Promise<void> {
  for (const edit of edits) await apply(files, edit)
}
