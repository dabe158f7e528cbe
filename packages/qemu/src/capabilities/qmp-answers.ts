import type { Host } from '@quorate/host'

export type QmpQuestion = readonly [command: string, args?: Record<string, unknown>]

const timeoutMs = 20_000

/**
 * Starts the program with a machine that runs nothing and asks it over QMP. Answers by the number of the question; one
 * that QEMU refused has none. The last question must be one that is always answered: its answer is the end. QEMU is
 * ended from here and not by a last command: it does not wait until its answers are through the pipe before it quits.
 */
export async function qmpAnswers(
  host: Host,
  binary: string,
  machine: readonly string[],
  questions: readonly QmpQuestion[],
): Promise<ReadonlyMap<number, unknown>> {
  const input = questions.map(([execute, args], id) => `${JSON.stringify({ execute, arguments: args ?? {}, id })}\n`).join('')
  const answers = new Map<number, unknown>()
  const complete = new AbortController()
  const last = `"id": ${questions.length - 1}}`
  const onLine = (line: string, stream: 'stdout' | 'stderr') => {
    if (stream !== 'stdout') return
    const message = JSON.parse(line) as { id?: number; return?: unknown }
    if (message.id !== undefined && 'return' in message) answers.set(message.id, message.return)
    if (line.endsWith(last)) complete.abort()
  }
  const args = [...machine, '-nodefaults', '-display', 'none', '-qmp', 'stdio']
  try {
    await host.exec(binary, args, { input, timeoutMs, onLine, signal: complete.signal })
  } catch (error) {
    if (!complete.signal.aborted) throw error
  }
  return answers
}
