import { basename } from 'node:path'
import { one, type SpecialRun } from '../special-run.ts'
import { ctPath } from '../guest-path.ts'
import { accessMode } from './access-mode.ts'

/** Copies a file of this machine into a container; `-` is standard input. */
export const push: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const container = ctPath(connection, one(parameters, 'vmid'))
  const source = one(parameters, 'file') ?? ''
  const mode = accessMode(one(parameters, 'perms'))
  const [user, group] = [one(parameters, 'user'), one(parameters, 'group')]
  const { content, size } = await terminal.openFile(source)
  const settings = {
    file: one(parameters, 'destination') ?? '',
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
    ...(mode !== undefined && { perms: mode.toString(8).padStart(4, '0') }),
  }
  const file = { parameter: 'filename', name: basename(source) || 'file', content, ...(size !== undefined && { size }) }
  await connection.upload(`${container}/file-upload`, settings, file)
  return 0
}
