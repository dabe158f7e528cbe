import { parentPort } from 'node:worker_threads'
import type { Figures } from './figures.ts'
import { runSchedules, type Broken } from './run-schedules.ts'
import { onSqlite } from './storages.ts'

export interface Job {
  readonly first: number
  readonly count: number
  /** One seed of so many runs on real databases. */
  readonly sqliteEvery: number
}

export interface Report {
  readonly broken: Broken | undefined
  readonly figures: Figures
}

parentPort?.on('message', ({ first, count, sqliteEvery }: Job) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(runSchedules(first, count, seed => (seed % sqliteEvery === 0 ? onSqlite : {})) satisfies Report)
})
