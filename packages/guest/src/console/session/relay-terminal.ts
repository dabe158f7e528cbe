import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'
import { keeperOf } from './session-program.ts'

const readyMs = 5000
const lookAgainMs = 20

/**
 * A new terminal makes `\r\n` of `\n`. For a program that relays another terminal, which has done so already or was
 * asked not to, that is wrong: what moves the cursor down would send it to the left edge. The program sets up its
 * terminal itself first, and translation with it; that this is done shows in lines being no longer edited there. What is
 * typed before is lost to it: this resolves when it may begin.
 */
export async function relayTerminal(host: Host, name: string): Promise<void> {
  const keeper = await keeperOf(host, name)
  if (keeper === undefined) return
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += lookAgainMs) {
    const child = (await host.files.readIfThere(`/proc/${keeper}/task/${keeper}/children`))?.trim().split(' ')[0]
    const terminal = child && terminalOf((await host.files.readIfThere(`/proc/${child}/stat`)) ?? '')
    if (terminal) {
      const { code, stdout } = await host.exec('stty', ['-F', terminal, '-a'], { okCodes: [0, 1] })
      if (code !== 0) return
      if (stdout.includes('-icanon')) return void (await host.exec('stty', ['-F', terminal, '-opost'], { okCodes: [0, 1] }))
    } else if (child === undefined) return
    await delay(lookAgainMs)
  }
}

/** The pseudo terminal of a process by its `/proc/<pid>/stat`; undefined: it has none yet. */
function terminalOf(stat: string): string | undefined {
  // The fields begin after the program's name in parentheses; the fifth is the number of the terminal.
  const device = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[4])
  return !device ? undefined : `/dev/pts/${(device & 0xff) | ((device >>> 12) & 0xfff00)}`
}
