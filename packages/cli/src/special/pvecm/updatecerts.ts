import { Failure } from '@quorate/schema/failure'
import { isSet, one, type SpecialRun } from '../special-run.ts'

export const updatecerts: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const force = isSet(one(parameters, 'force'))
  try {
    await connection.call('POST', `/nodes/${connection.node}/certificates/update`, force ? { force: 1 } : {})
  } catch (error) {
    // As it runs at every start of a machine: whoever asks for silence goes on without.
    if (error instanceof Failure && isSet(one(parameters, 'silent'))) return 0
    throw error
  }
  if (isSet(one(parameters, 'unmerge-known-hosts')))
    terminal.error('nodes do not log in to each other over SSH here: there are no known hosts to take apart\n')
  return 0
}
