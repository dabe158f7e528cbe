/** Commands that were typed, and which of them stands at the prompt. */
export interface CommandHistory {
  /** Oldest first. */
  readonly commands: readonly string[]
  /** Index of the one that is shown; as many as there are: what is being typed. */
  readonly at: number
  /** What was being typed before an older one was looked at. */
  readonly draft: string
}

export const emptyHistory: CommandHistory = { commands: [], at: 0, draft: '' }
const most = 200

/** After a command was run: twice the same is kept once. */
export function withCommand({ commands }: CommandHistory, command: string): CommandHistory {
  const kept = commands.at(-1) === command ? commands : [...commands, command].slice(-most)
  return { commands: kept, at: kept.length, draft: '' }
}

/** One step back (-1) or forth (1), and the text that then stands at the prompt. */
export function stepped(history: CommandHistory, step: -1 | 1, typed: string): { readonly history: CommandHistory; readonly text: string } {
  const { commands, at } = history
  const draft = at === commands.length ? typed : history.draft
  const next = Math.min(commands.length, Math.max(0, at + step))
  return { history: { commands, at: next, draft }, text: commands[next] ?? draft }
}
