import { useQueries } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { daysUntilFull } from './forecast.ts'

/** Only the fullest are looked at. */
const mostStorages = 5
/** Further away nobody plans. */
const farDays = 365
const hourMs = 3_600_000

/** Storages that will be full within a year if they go on as in the last month, the soonest first. */
export function useForecast(): readonly { readonly storage: string; readonly days: number }[] {
  const { storages } = useStore(live.inventory)
  const fullest = [...storages.values()]
    .filter(storage => storage.active && storage.total > 0)
    .toSorted((a, b) => b.used / b.total - a.used / a.total)
    .slice(0, mostStorages)
  const answers = useQueries({
    queries: fullest.map(({ node, storage }) => ({
      queryKey: ['forecast', node, storage],
      queryFn: () => call('GET /nodes/{node}/storage/{storage}/rrddata', { node, storage, timeframe: 'month' }),
      staleTime: hourMs,
    })),
  })
  return fullest
    .flatMap(({ id, total }, index) => {
      const rows = (answers[index]?.data ?? []) as { readonly time: number; readonly used?: number }[]
      const points = rows.flatMap(({ time, used }) => (used === undefined ? [] : [{ time, used }]))
      const days = daysUntilFull(points, total)
      return days === undefined || days > farDays ? [] : [{ storage: id, days }]
    })
    .toSorted((a, b) => a.days - b.days)
}
