/** What one operation did to a register that holds a text; '' stands for none. */
export type Step =
  | { readonly kind: 'read'; readonly value: string }
  | { readonly kind: 'write'; readonly value: string }
  /** From one value to another; `done: false`: refused, because the register held something else. */
  | { readonly kind: 'swap'; readonly from: string; readonly to: string; readonly done: boolean }

export interface Operation {
  readonly step: Step
  readonly invoked: number
  /** Infinity: nobody knows when it took effect. */
  readonly completed: number
  /** It may as well never have taken effect. */
  readonly optional?: boolean
}

/** The value after a step; undefined: it cannot have been so. */
function after(value: string, step: Step): string | undefined {
  if (step.kind === 'write') return step.value
  if (step.kind === 'read') return step.value === value ? value : undefined
  if (step.from !== value) return step.done ? undefined : value
  return step.done ? step.to : undefined
}

function changesNothing(step: Step | undefined, value: string): boolean {
  return step !== undefined && (step.kind === 'read' || (step.kind === 'swap' && !step.done)) && after(value, step) === value
}

/**
 * Is there an order of the operations in which each takes effect at one moment between its invocation and its
 * completion, so that every answer is right? Returns how far the best attempt came when there is none. After Wing and
 * Gong; what was tried (which operations are done, and the value) is remembered, as Lowe proposes.
 */
export function whyNotLinearizable(operations: readonly Operation[]): { done: Operation[]; stuck: Operation[] } | undefined {
  const sorted = operations.toSorted((a, b) => a.invoked - b.invoked)
  const tried = new Set<string>()
  const stack: { done: bigint; count: number; value: string }[] = [{ done: 0n, count: 0, value: '' }]
  let best = { done: 0n, count: -1 }
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { done, count, value } = at
    if (count > best.count) best = { done, count }
    const candidates = next(sorted, done)
    if (!candidates) return undefined
    // What changes nothing and is right at this moment may as well take effect now: there is nothing else to try.
    const still = candidates.find(index => changesNothing(sorted[index]?.step, value))
    const attempts = still === undefined ? candidates : [still]
    // The last one pushed is tried first: the one that ended first.
    for (const index of attempts.toSorted((a, b) => (sorted[b]?.completed ?? 0) - (sorted[a]?.completed ?? 0))) {
      const operation = sorted[index]
      const result = operation && after(value, operation.step)
      if (result === undefined) continue
      const following = done | (1n << BigInt(index))
      const key = `${following.toString(36)} ${result}`
      if (tried.has(key)) continue
      tried.add(key)
      stack.push({ done: following, count: count + 1, value: result })
    }
  }
  const isDone = (index: number) => ((best.done >> BigInt(index)) & 1n) === 1n
  return {
    done: sorted.filter((_, index) => isDone(index)),
    stuck: (next(sorted, best.done) ?? []).flatMap(index => sorted[index] ?? []),
  }
}

/** Those that may be the next to take effect; undefined: all have that must. */
function next(sorted: readonly Operation[], done: bigint): number[] | undefined {
  const open: number[] = []
  let limit = Infinity
  let must = false
  for (const [index, operation] of sorted.entries()) {
    if (operation.invoked > limit) break
    if (((done >> BigInt(index)) & 1n) === 1n) continue
    open.push(index)
    if (operation.optional) continue
    must = true
    limit = Math.min(limit, operation.completed)
  }
  return must ? open.filter(index => (sorted[index]?.invoked ?? 0) <= limit) : undefined
}
