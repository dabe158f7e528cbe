import type { Duplex } from 'node:stream'

const longest = 512

/**
 * The line that a connection between nodes begins with. Not a byte more is taken: who speaks waits for an answer. Rejects
 * with `late` after a while, and when the connection ends or says something else.
 */
export function readLine(socket: Duplex, waitMs: number, late: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = ''
    const timer = setTimeout(() => end(new Error(late)), waitMs)
    const onReadable = () => {
      for (let part = socket.read() as Buffer | null; part !== null; part = socket.read() as Buffer | null) {
        read += part.toString('utf8')
        if (read.length > longest) return end(new Error('it does not say what a node says first'))
        const at = read.indexOf('\n')
        if (at >= 0) return end(at === read.length - 1 ? undefined : new Error('it says more than was asked for'))
      }
    }
    const onEnd = () => end(new Error('the connection ended'))
    const onError = (error: Error) => end(error)
    function end(error?: Error) {
      clearTimeout(timer)
      socket.off('readable', onReadable).off('end', onEnd).off('close', onEnd).off('error', onError)
      if (error) reject(error)
      else resolve(read.slice(0, -1))
    }
    socket.on('readable', onReadable).on('end', onEnd).on('close', onEnd).on('error', onError)
  })
}
