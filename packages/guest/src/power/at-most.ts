/** Works on the items in their order, at most so many at the same time. Fails, when all have ended, with what the first failed with. */
export async function atMost<T>(limit: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, worker))
  const failed = ended.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
}
