import type { VmPlan } from './vm-plan.ts'

/** The command line as text that a shell would take; `pretty` puts each option on its own line. */
export function showCommand(plan: Pick<VmPlan, 'argv'>, pretty = false): string {
  let text = ''
  for (const [at, word] of plan.argv.entries()) {
    const separator = at === 0 ? '' : pretty && word.startsWith('-') ? ' \\\n  ' : ' '
    text += separator + quoted(word)
  }
  return text
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
