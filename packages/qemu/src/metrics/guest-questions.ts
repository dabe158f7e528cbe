import type { QmpClient } from '../qmp/qmp-client.ts'
import { driveKey } from './drive-key.ts'
import type { GuestDetails } from './guest-metrics.ts'

interface BalloonStats {
  readonly 'last-update'?: number
  readonly stats?: Readonly<Record<string, number>>
}

/** What QEMU tells about a guest. */
export type Told = Pick<GuestDetails, 'ballooninfo' | 'blockstat'>

const balloon = { path: '/machine/peripheral/balloon0' } as const
const answerMs = 1000
const askDriverEverySeconds = 10
/** Rounds after which a balloon without a driver in the guest is asked again. */
const patienceRounds = 6

/**
 * What one QEMU is asked, again and again over one connection. A question costs QEMU half a millisecond: what changes
 * seldom is asked seldom, and the size of the balloon is told by its event.
 */
export class GuestQuestions {
  readonly #client: QmpClient
  #round = 0
  #balloon: Promise<boolean> | undefined
  #actual: number | undefined
  #stats: BalloonStats | undefined

  constructor(client: QmpClient) {
    this.#client = client
    void this.#listen()
  }

  get over(): Promise<void> {
    return this.#client.closed
  }

  close(): void {
    this.#client.close()
  }

  /** Fails when QEMU does not answer within a second. */
  async ask(): Promise<Told> {
    const [blockstat, ballooninfo] = await Promise.all([this.#drives(), this.#memory()])
    this.#round += 1
    return { blockstat, ...(ballooninfo ? { ballooninfo } : {}) }
  }

  async #listen(): Promise<void> {
    for await (const { event, data } of this.#client.events()) {
      if (event === 'BALLOON_CHANGE') this.#actual = Number(data['actual'])
    }
  }

  async #drives(): Promise<Told['blockstat']> {
    const drives = await this.#client.execute('query-blockstats', {}, { timeoutMs: answerMs })
    const blockstat: Record<string, Readonly<Record<string, unknown>>> = {}
    for (const drive of drives) {
      const key = driveKey(drive)
      if (key) blockstat[key] = drive.stats
    }
    return blockstat
  }

  /** undefined: the guest has no balloon */
  async #memory(): Promise<Record<string, number> | undefined> {
    this.#balloon ??= this.#prepare()
    if (!(await this.#balloon)) return undefined
    const due = this.#round % patienceRounds === 0
    const options = { timeoutMs: answerMs }
    if (due) this.#actual = (await this.#client.execute('query-balloon', {}, options)).actual
    if (due || this.#stats?.['last-update']) {
      this.#stats = (await this.#client.execute('qom-get', { ...balloon, property: 'guest-stats' }, options)) as BalloonStats
    }
    return named(this.#actual, this.#stats ?? {})
  }

  /** Lets QEMU ask the driver in the guest from time to time. False: there is no balloon. */
  async #prepare(): Promise<boolean> {
    const asking = { ...balloon, property: 'guest-stats-polling-interval', value: askDriverEverySeconds }
    return await this.#client.execute('qom-set', asking, { timeoutMs: answerMs }).then(
      () => true,
      () => false,
    )
  }
}

function named(actual: number | undefined, told: BalloonStats): Record<string, number> {
  const stats = told.stats ?? {}
  // The driver tells -1 for what it does not know.
  const known = (name: string) => ((stats[name] ?? -1) >= 0 && (told['last-update'] ?? 0) > 0 ? stats[name] : undefined)
  const values = {
    actual,
    free_mem: known('stat-free-memory'),
    total_mem: known('stat-total-memory'),
    mem_swapped_in: known('stat-swap-in'),
    mem_swapped_out: known('stat-swap-out'),
    major_page_faults: known('stat-major-faults'),
    minor_page_faults: known('stat-minor-faults'),
    last_update: told['last-update'],
  }
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined))
}
