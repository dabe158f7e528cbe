import { implement, type Implementation } from '@quorate/contract'
import { lxcAttach } from '@quorate/contract/lxc/attach'
import { findProgram } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { attachArguments } from '../attach/attach-arguments.ts'
import { rootAccount, type GuestAccount } from '../files/guest-accounts.ts'
import { environmentFor } from '../programs/program-environment.ts'
import { Programs } from '../programs/programs.ts'
import { shown } from '../programs/shown.ts'
import type { LxcServices } from '../services.ts'

const terminalVariable = 'TERM'

/** The way into a container for the command line of its node. */
export function lxcAttachApi(services: LxcServices): Implementation[] {
  const { host, guests, runtime, noteTask } = services
  const programs = new Programs(services)
  /** A container without a list of users can be entered, too: somebody has to mend it. */
  const accountOfRoot = async (vmid: number): Promise<GuestAccount> => {
    try {
      return await programs.account(vmid, 'root')
    } catch (error) {
      if (error instanceof Failure) return rootAccount
      throw error
    }
  }
  return implement(lxcAttach, {
    async command(call, { vmid, program, 'keep-env': keepEnvironment }) {
      guests.require(host.root.node, 'lxc', vmid)
      await runtime.require(vmid)
      const attach = findProgram('lxc-attach')
      if (attach === undefined) throw new Failure('cannot run lxc-attach: the program is not installed on this node')
      await noteTask(call, program === undefined ? 'vzenter' : 'vzexec', String(vmid), program === undefined ? undefined : shown(program))
      const account = program === undefined ? await accountOfRoot(vmid) : rootAccount
      const { SHELL: shell = '', ...login } = environmentFor(account, {})
      const set = keepEnvironment ? {} : { ...login, SHELL: shell }
      const options = { keepEnvironment: keepEnvironment ?? false, keep: keepEnvironment ? [] : [terminalVariable], set }
      return { program: attach, arguments: attachArguments(host.root, vmid, options, program === undefined ? [shell, '-l'] : []) }
    },
  })
}
