import { openConsole, type OpenConsole } from './console-store.ts'

/** What windows of one browser say to each other about consoles. */
type Word = { readonly offer: OpenConsole; readonly key: string } | { readonly taken: string }

const name = 'quorate.consoles'
/** A window that takes a console answers within this time. */
const answerMs = 700

/** Takes consoles that windows of their own give back, into the dock of this window; of several windows one takes it. */
export function takeConsoles(): () => void {
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (!('offer' in data)) return
    void navigator.locks.request(`${name}.${data.key}`, { ifAvailable: true }, async lock => {
      if (!lock) return
      openConsole(data.offer)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, no window
      channel.postMessage({ taken: data.key } satisfies Word)
      await new Promise(resolve => setTimeout(resolve, 2 * answerMs))
    })
  })
  return () => channel.close()
}

/** Offers a console to the other windows. Answers whether one of them took it. */
export async function offerConsole(console: OpenConsole): Promise<boolean> {
  const channel = new BroadcastChannel(name)
  const key = crypto.randomUUID()
  const taken = await new Promise<boolean>(resolve => {
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if ('taken' in data && data.taken === key) resolve(true)
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, no window
    channel.postMessage({ offer: console, key } satisfies Word)
    setTimeout(() => resolve(false), answerMs)
  })
  channel.close()
  return taken
}
