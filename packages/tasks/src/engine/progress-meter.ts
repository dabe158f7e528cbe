export type ProgressUnit = 'bytes' | 'percent' | 'items'

/** What watchers see of a phase. */
export interface Progress {
  readonly phase: string
  readonly unit: ProgressUnit
  readonly done: number
  /** 0: unknown */
  readonly total: number
  /** units per second, over the whole phase */
  readonly rate: number
  /** seconds left, where known */
  readonly eta?: number
}

const logEveryMs = 3000

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  let at = 0
  let value = bytes
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024
    at += 1
  }
  return `${value.toFixed(at === 0 ? 0 : 1)} ${units[at]}`
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  if (h > 0) return `${h}h ${m}m`
  return m > 0 ? `${m}m ${s}s` : `${s}s`
}

function describe(progress: Progress): string {
  const { phase, unit, done, total, rate, eta } = progress
  const amount = (value: number) => (unit === 'bytes' ? size(value) : String(Math.round(value)))
  const share = total > 0 ? `${((done / total) * 100).toFixed(2)}%` : undefined
  const counted = unit === 'percent' ? (share ?? `${done}%`) : total > 0 ? `${amount(done)} of ${amount(total)} (${share})` : amount(done)
  const speed = unit === 'bytes' && rate > 0 ? `, ${size(rate)}/s` : ''
  const left = eta !== undefined && eta > 0 ? `, ${duration(eta)} left` : ''
  return `${phase ? `${phase}: ` : ''}${counted}${speed}${left}`
}

/** Turns reports of progress into rate, time left, and not too many log lines. Times in ms come from the caller. */
export class ProgressMeter {
  #phase: string | undefined
  #startedAt = 0
  #startedWith = 0
  #loggedAt = -Infinity
  #loggedEnd = false

  update(now: number, done: number, total: number, unit: ProgressUnit, phase = ''): { progress: Progress; line?: string } {
    if (phase !== this.#phase) {
      this.#phase = phase
      this.#startedAt = now
      this.#startedWith = done
      this.#loggedAt = -Infinity
      this.#loggedEnd = false
    }
    const seconds = (now - this.#startedAt) / 1000
    const rate = seconds > 0 ? Math.max(0, (done - this.#startedWith) / seconds) : 0
    const eta = total > 0 && rate > 0 ? (total - done) / rate : undefined
    const progress = { phase, unit, done, total, rate, ...(eta !== undefined && { eta }) }
    const complete = total > 0 && done >= total
    if (complete ? this.#loggedEnd : now - this.#loggedAt < logEveryMs) return { progress }
    this.#loggedAt = now
    this.#loggedEnd ||= complete
    return { progress, line: describe(progress) }
  }
}
