import { QmpClient } from '../qmp/qmp-client.ts'
import type { RunningVm } from './running-vm.ts'

interface Connection {
  readonly client: Promise<QmpClient>
  /** milliseconds, of a clock of its own */
  readonly begun: number
  users: number
}

/** Other processes want their turn at the socket too, however much is asked here. milliseconds */
const longestSharing = 500

export interface SharedConnection extends AsyncDisposable {
  readonly client: Promise<QmpClient>
}

/**
 * Connections for one question each. Who asks the same guest at the same time shares one: QEMU serves one client of a
 * socket, and refuses all but a few that wait.
 */
export class QmpConnections {
  readonly #open = new Map<string, Connection>()

  join(vm: RunningVm, options: { timeoutMs?: number }): SharedConnection {
    const key = `${vm.vmid} ${vm.pid} ${vm.startTicks}`
    const present = this.#open.get(key)
    const joinable = present && performance.now() - present.begun < longestSharing
    const connection = joinable ? present : this.#connect(key, vm, options)
    connection.users += 1
    return {
      client: connection.client,
      [Symbol.asyncDispose]: async () => {
        connection.users -= 1
        if (connection.users > 0) return
        this.#forget(key, connection)
        const client = await connection.client.catch(() => undefined)
        await client?.[Symbol.asyncDispose]()
      },
    }
  }

  #connect(key: string, vm: RunningVm, options: { timeoutMs?: number }): Connection {
    const connection: Connection = {
      client: QmpClient.connect(vm.record.sockets.qmp, { vmid: vm.vmid, ...options }),
      begun: performance.now(),
      users: 0,
    }
    this.#open.set(key, connection)
    // Nobody joins what is over.
    const forget = () => this.#forget(key, connection)
    connection.client.then(client => client.closed.then(forget), forget)
    return connection
  }

  #forget(key: string, connection: Connection): void {
    if (this.#open.get(key) === connection) this.#open.delete(key)
  }
}
