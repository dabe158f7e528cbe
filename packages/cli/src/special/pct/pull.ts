import { one, type SpecialRun } from '../special-run.ts'
import { ctPath } from '../guest-path.ts'
import { accessMode } from './access-mode.ts'

/** Copies a file out of a container to this machine, as whose user and group are meant; `-` is standard output. */
export const pull: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const mode = accessMode(one(parameters, 'perms'))
  const container = ctPath(connection, one(parameters, 'vmid'))
  const content = await connection.download(`${container}/file-download`, { file: one(parameters, 'path') ?? '' })
  const ownership = { user: one(parameters, 'user'), group: one(parameters, 'group'), mode }
  await terminal.saveFile(one(parameters, 'destination') ?? '', content, ownership)
  return 0
}
