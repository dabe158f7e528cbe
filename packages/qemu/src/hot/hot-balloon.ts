import type { HotHandler } from './hot-change.ts'

/** `balloon`: the guest gives memory back, or gets it again, at once. Without the device there is nothing to inflate. */
export const hotBalloon: HotHandler = async ({ to, from, talk, after }) => {
  if (from === '0' || to === '0') return false
  const mebibytes = Math.min(to === undefined ? Infinity : Number(to), after.memory.mebibytes)
  await talk(client => client.execute('balloon', { value: mebibytes * 2 ** 20 }))
  return true
}
