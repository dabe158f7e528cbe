import { Failure } from '@quorate/schema/failure'
import { UsageFailure } from '../../read-arguments.ts'
import { runTask } from '../../run-task.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { serverFingerprint } from './server-fingerprint.ts'

/** Joins a cluster: asks for the password of the peer, and whether its certificate is the right one. */
export const add: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const hostname = one(parameters, 'hostname') ?? ''
  const { use_ssh: ssh, ...given } = parameters
  if (ssh !== undefined && isSet(one(parameters, 'use_ssh')))
    throw new Failure('nodes do not log in to each other over SSH here: leave --use_ssh out, joining needs the password of root@pam there')
  const password = await terminal.askSecret(`Please enter superuser (root) password for '${hostname}': `)
  if (password === undefined || password === '')
    throw new UsageFailure(`the password of root@pam on '${hostname}' is needed: type it when asked`)
  if (given.fingerprint === undefined) {
    const fingerprint = await serverFingerprint(hostname)
    terminal.out(
      `The certificate of '${hostname}' is signed by nobody that this node knows yet.\nX509 SHA256 key fingerprint is ${fingerprint}.\n`,
    )
    const answer = await terminal.ask(`Is that what 'pvenode cert info' or the web interface shows there? Go on (yes/no)? `)
    if (answer?.trim().toLowerCase() !== 'yes') throw new Failure(`not joined: the fingerprint of '${hostname}' was not confirmed`)
    given.fingerprint = fingerprint
  }
  const { data } = await connection.call('POST', '/cluster/config/join', { ...given, password })
  return await runTask(connection, data, terminal)
}
