import { setTimeout as delay } from 'node:timers/promises'
import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'

const lookAgainMs = 250
export const usualPatienceMs = 60_000

/** Waits until something is so; fails with `otherwise` after the time. `signal`: gives up when it aborts. */
export async function waitFor(
  isSo: () => Promise<boolean> | boolean,
  {
    patienceMs = usualPatienceMs,
    otherwise,
    signal,
  }: { patienceMs?: number | undefined; otherwise: string; signal?: TaskHandle['signal'] },
): Promise<void> {
  for (const until = performance.now() + patienceMs; ; await delay(lookAgainMs, undefined, signal ? { signal } : {})) {
    if (await isSo()) return
    if (performance.now() > until) throw new Failure(`${otherwise} (waited ${Math.round(patienceMs / 1000)} s)`)
  }
}
