import type { ConfigReader } from '@quorate/cluster'
import { implement, type Call, type Implementation, type TaskWork } from '@quorate/contract'
import { nodeOptions } from '@quorate/contract/nodes/config-options'
import { nodesStatus } from '@quorate/contract/nodes/status'
import type { Host } from '@quorate/host'
import { ColonConfig, compilePropertyString, Failure, Refusal } from '@quorate/schema'
import { wake, type WakeTarget } from './machine/wake.ts'

export interface PowerParts {
  readonly host: Pick<Host, 'exec' | 'files' | 'root'>
  readonly store: Pick<ConfigReader, 'read'>
  /** Work that shuts all guests down, as the node itself. Only in the process that runs tasks. */
  readonly stopGuests?: (() => Promise<TaskWork>) | undefined
  /** Begins work as a task of the caller. Only there, too. */
  readonly beginTask?: ((call: Call, type: string, id: string, work: TaskWork) => unknown) | undefined
}

const orders = { reboot: 'reboot', shutdown: 'poweroff' } as const

function wakeTarget(store: Pick<ConfigReader, 'read'>, node: string): WakeTarget {
  const text = ColonConfig.parse(store.read(`nodes/${node}/config`)?.text ?? '').get('wakeonlan')
  if (text === undefined)
    throw new Failure(`cannot wake '${node}': its MAC address is not known - set its option 'wakeonlan' while it runs`)
  const target = compilePropertyString(nodeOptions.wakeonlan).parse(text)
  if (target instanceof Refusal) throw new Failure(`cannot wake '${node}': its option 'wakeonlan' cannot be read: ${text}`)
  return target as WakeTarget
}

/** The end of this machine's run, and the beginning of another's. */
export function powerApi({ host, store, stopGuests, beginTask }: PowerParts): Implementation[] {
  const { command: end, wake: wakeSpec } = nodesStatus
  const { root } = host
  return implement(
    { end, wake: wakeSpec },
    {
      async end(call, { command }) {
        if (root.trial)
          throw new Failure(`cannot ${command} the node: this is a trial root (${root.path}), and the machine is not its own to end`)
        if (!(await host.files.stat('/run/systemd/system')))
          throw new Failure(`cannot ${command} the node: systemd does not run this machine`)
        if (!stopGuests || !beginTask) throw new Error('the end of the machine belongs into the process that runs tasks')
        const stop = await stopGuests()
        beginTask(call, 'stopall', '', async task => {
          task.log(`${command} of the node: guests are shut down first`)
          await stop(task)
          task.log(`systemctl ${orders[command as keyof typeof orders]}`)
          await host.exec('systemctl', [orders[command as keyof typeof orders]])
        })
        return null
      },

      async wake(_call, { node }) {
        if (node === root.node) throw new Failure(`'${node}' is this very node, which runs already`)
        const target = wakeTarget(store, node)
        await wake(target)
        return target.mac
      },
    },
  )
}
