import { Failure } from '@quorate/schema'

/** The right to talk to a guest's agent, until it is disposed of. */
export interface AgentTurn extends Disposable {
  /** The agent does not answer: tells everybody who waits now, so that each does not find out for itself, one after the other. */
  refuseWaiting(reason: Error): void
}

interface Waiter {
  resolve(turn: AgentTurn): void
  reject(reason: Error): void
}

/** An agent hears one command at a time. Who wants to talk to it waits for a turn, in order of arrival, and not for ever. */
export class AgentTurns {
  readonly #taken = new Map<number, Waiter[]>()

  /** Fails with `VM 100 guest agent is busy - got timeout` when the ones before take longer than `waitMs`. */
  take(vmid: number, waitMs: number): Promise<AgentTurn> {
    const queue = this.#taken.get(vmid)
    if (!queue) {
      this.#taken.set(vmid, [])
      return Promise.resolve(this.#turn(vmid))
    }
    const { promise, resolve, reject } = Promise.withResolvers<AgentTurn>()
    const waiter: Waiter = {
      resolve(turn) {
        clearTimeout(timer)
        resolve(turn)
      },
      reject(reason) {
        clearTimeout(timer)
        reject(reason)
      },
    }
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(waiter), 1)
      reject(new Failure(`VM ${vmid} guest agent is busy with other commands - got timeout`))
    }, waitMs)
    queue.push(waiter)
    return promise
  }

  #turn(vmid: number): AgentTurn {
    return {
      refuseWaiting: reason => {
        for (const waiter of this.#taken.get(vmid)?.splice(0) ?? []) waiter.reject(reason)
      },
      [Symbol.dispose]: () => {
        const next = this.#taken.get(vmid)?.shift()
        if (next) next.resolve(this.#turn(vmid))
        else this.#taken.delete(vmid)
      },
    }
  }
}
